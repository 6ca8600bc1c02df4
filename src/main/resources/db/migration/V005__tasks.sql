-- Work that users asked for: classifications, imports, runs.
create table tasks (
  id uuid primary key,
  account_id uuid not null,
  model_id uuid not null,
  kind text not null,
  status text not null,
  progress jsonb,
  result jsonb,
  problem jsonb,
  verdict jsonb,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);

-- Ids are UUIDv7, so their order is the order in which tasks were made.
create index tasks_by_account on tasks (account_id, id desc);
create index tasks_by_model on tasks (model_id, id desc);
