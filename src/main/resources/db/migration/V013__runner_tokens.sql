-- What lets a runner that is no member of the cluster train here.

create table runner_tokens (
  id           uuid primary key,
  account      uuid not null references accounts on delete cascade,
  name         text not null,
  -- Whether it does everyone's work, which holds while its account is an administrator's; else that of its account alone.
  everyone     boolean not null,
  -- SHA-256 of the secret, as of the other tokens.
  hash         bytea not null unique check (octet_length(hash) = 32),
  created_at   timestamptz not null,
  last_used_at timestamptz
);

create index runner_tokens_of_account on runner_tokens (account, id);
