-- Pictures that are nearly the same share a side of every split.
alter table images
  -- The SHA-256 of the picture whose side this one shares: of the first of its kin, its own if it
  -- has none. The row of that picture may have gone.
  add column kin bytea,
  -- What the picture looks like: a code, of which near pictures share most bits, and a small
  -- picture. Empty where there is next to nothing to see.
  add column look_code bigint,
  add column look bytea;

update images set kin = sha256 where state = 'ready';
