-- Pictures of classifications, for a while: to be looked at, and learned from.
create table task_pictures (
  model_id uuid not null,
  task_id uuid not null,
  format text not null,
  length int not null,
  bytes bytea not null,
  created_at timestamptz not null,
  -- The length beside the key, so that what a model holds is summed up without reading a picture.
  primary key (model_id, task_id) include (length)
);

-- Pictures are compressed already.
alter table task_pictures alter column bytes set storage external;
create index task_pictures_by_age on task_pictures using brin (created_at);

-- What the dataset has learned from verdicts, or is to learn or forget: an order is written with the
-- verdict, and open until it has been done.
create table lessons (
  task_id uuid primary key,
  model_id uuid not null,
  -- Counted up with each order, so that work on an earlier one does not pass for this one.
  version int not null,
  open boolean not null,
  -- The id that the picture has in the dataset, if the dataset has it from this task.
  own_image uuid not null,
  -- The class it is to be learned as; empty where it is to be forgotten.
  wanted_class uuid,
  wanted_label text,
  -- What has been learned: the image that the picture is, which may have been there before.
  image uuid,
  label text,
  learned_at timestamptz
);

create index lessons_by_model on lessons (model_id);
create index lessons_open on lessons (task_id) where open;

create index tasks_judged on tasks (model_id, id desc) where verdict is not null;
