-- What lets somebody make an account where only administrators make them. One that was used is deleted.

create table invitations (
  id         uuid primary key,
  name       text not null,
  -- SHA-256 of the secret, as of the tokens.
  hash       bytea not null unique check (octet_length(hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
