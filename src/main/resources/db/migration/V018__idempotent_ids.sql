-- The id of what a request with an idempotency key makes, so that it makes it once, also when nobody
-- knows whether it did.
ALTER TABLE idempotency_keys ADD COLUMN made uuid;
