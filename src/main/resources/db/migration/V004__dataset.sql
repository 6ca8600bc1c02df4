-- Labelled images: one row each; the bytes lie in packs, which are blobs of the model.
create table images (
  id uuid primary key,
  model_id uuid not null,
  -- Empty for a refused picture that lay in no class folder.
  class_id uuid,
  -- ready, or refused with a reason for programs and a sentence for people.
  state text not null,
  split text,
  sha256 bytea,
  pack bytea,
  pack_offset bigint,
  length int,
  format text,
  width int,
  height int,
  name text not null,
  reason text,
  sentence text,
  import_id uuid,
  created_at timestamptz not null
);

-- The same bytes are in a model once.
create unique index images_once on images (model_id, sha256) where state = 'ready';
-- Ids are UUIDv7, so their order is the order in which images were added.
create index images_by_model on images (model_id, id);
create index images_by_class on images (model_id, class_id, id);
create index images_refused on images (model_id, id) where state = 'refused';

-- Changes of image rows that the model has not counted yet; written in the transaction that
-- changes the rows, removed once the model has confirmed. The number is the order to send them in.
create table dataset_changes (
  number bigint generated always as identity primary key,
  id uuid not null unique,
  model_id uuid not null,
  class_ids uuid[] not null,
  training int[] not null,
  testing int[] not null,
  created_at timestamptz not null
);

create index dataset_changes_by_model on dataset_changes (model_id, number);

-- Imports that have not ended. The id is that of the task.
create table imports (
  id uuid primary key,
  account_id uuid not null,
  model_id uuid not null,
  -- The zip, a blob of the model.
  archive bytea not null,
  -- The first entry of the zip that no committed batch holds.
  next_entry int not null default 0,
  skipped bigint not null default 0,
  duplicates bigint not null default 0,
  refused bigint not null default 0,
  -- What the pictures look like so far, from which the model's input is suggested.
  statistics jsonb,
  -- Times that a node took the import up since the last batch.
  attempts int not null default 0,
  -- How it ends: succeeded, failed or cancelled; then the model and the task still have to know.
  outcome text,
  result jsonb,
  problem jsonb,
  created_at timestamptz not null,
  started_at timestamptz
);

create index imports_by_model on imports (model_id);

-- The classes that an import brings, fixed when it begins, and how many images it added.
create table import_classes (
  import_id uuid not null references imports (id) on delete cascade,
  class_id uuid not null,
  label text not null,
  training int not null default 0,
  testing int not null default 0,
  primary key (import_id, class_id)
);
