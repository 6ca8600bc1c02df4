-- Model inputs of classifications that were accepted and not answered yet; gone once they are.
create table pending_inputs (
  task_id uuid primary key,
  account_id uuid not null,
  model_id uuid not null,
  pixels bytea not null,
  created_at timestamptz not null
);
