-- People, what acts for them, and the answers given to idempotency keys.

CREATE TABLE accounts (
  id            uuid PRIMARY KEY,
  -- Normalised: without surrounding spaces, in lower case.
  email         text NOT NULL UNIQUE,
  -- Argon2id in its usual textual form, which holds its parameters and salt.
  password_hash text NOT NULL,
  administrator boolean NOT NULL,
  created_at    timestamptz NOT NULL
);

CREATE TABLE tokens (
  id           uuid PRIMARY KEY,
  account      uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  -- session: made by logging in; token: named by a person, for a program.
  kind         text NOT NULL CHECK (kind IN ('session', 'token')),
  name         text NOT NULL,
  -- SHA-256 of the secret, which is random and long, so that no slower hash is needed.
  hash         bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz
);

CREATE INDEX tokens_of_account ON tokens (account, kind, id);

CREATE TABLE idempotency_keys (
  account    uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  key        text NOT NULL,
  -- Method and path.
  operation  text NOT NULL,
  -- SHA-256 of the query and body, to notice a key that is used for something else.
  request    bytea NOT NULL,
  claimed_at timestamptz NOT NULL,
  -- The answer; null while the work is going on.
  status     integer,
  -- Lines of "Name: value".
  headers    text,
  body       text,
  PRIMARY KEY (account, key, operation)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (claimed_at);
