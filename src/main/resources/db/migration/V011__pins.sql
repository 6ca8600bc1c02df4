-- Models that stay in memory, by the word of an administrator.
create table pins (
  model_id uuid primary key,
  created_at timestamptz not null default now()
);
