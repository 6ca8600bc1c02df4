-- What models look like, for lists: written after each change from the state that the journal holds.
create table models (
  id uuid primary key,
  account_id uuid not null,
  -- The journal's sequence number that this row shows; an older one never replaces a newer.
  revision bigint not null,
  -- Whether work is under way, so that the model is woken when a node starts.
  has_work boolean not null,
  deleted boolean not null default false,
  state jsonb not null
);

create index models_by_account on models (account_id, id desc) where not deleted;
create index models_with_work on models (id) where has_work;

-- Runs of a model, also those that its state no longer holds.
create table runs (
  id uuid primary key,
  model_id uuid not null,
  state jsonb not null
);

create index runs_by_model on runs (model_id, id desc);
