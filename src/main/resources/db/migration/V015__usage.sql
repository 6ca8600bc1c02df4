-- How large the picture of a classification was, and how long its answer took. Older ones do not say.
alter table tasks add column picture_bytes int, add column took_micros int;

-- How often models were asked, by hours and by days (UTC). Nodes add to it what they have counted every few seconds, so that
-- an answer costs no row here, and a chart of a busy model reads hundreds of rows instead of millions.
create table usage_totals (
  model_id uuid not null,
  -- hour or day
  span text not null,
  start timestamptz not null,
  account_id uuid not null,
  answered bigint not null,
  -- Of those answered, the pictures that the model did not know.
  unknown bigint not null,
  failed bigint not null,
  -- All answers together.
  millis double precision not null,
  -- Answers by how long they took, in steps that grow by a fifth.
  times bigint[] not null,
  primary key (model_id, span, start)
);

create index usage_by_account on usage_totals (account_id, start) where span = 'day';

-- Of the pictures that a model knew, those of each class.
create table usage_classes (
  model_id uuid not null,
  span text not null,
  start timestamptz not null,
  label text not null,
  answered bigint not null,
  primary key (model_id, span, start, label)
);
