-- Pictures that were removed and can still be put back; the columns are those of images. Their bytes lie where they lay.
create table bin_pictures (
  -- The order in which they came.
  number bigint generated always as identity primary key,
  id uuid not null unique,
  model_id uuid not null,
  class_id uuid not null,
  -- The label that the class had last, under which it is made again if it is gone.
  label text not null,
  split text not null,
  sha256 bytea not null,
  pack bytea not null,
  pack_offset bigint not null,
  length int not null,
  format text not null,
  width int not null,
  height int not null,
  name text not null,
  import_id uuid,
  created_at timestamptz not null,
  kin bytea not null,
  look bytea,
  removed_at timestamptz not null,
  -- The account that removed it.
  removed_by uuid not null
);

create index bin_pictures_by_model on bin_pictures (model_id, number);
create index bin_pictures_by_class on bin_pictures (model_id, class_id, number);
create index bin_pictures_by_time on bin_pictures (removed_at);

-- Classes that were removed, with or without pictures.
create table bin_classes (
  model_id uuid not null,
  class_id uuid not null,
  label text not null,
  removed_at timestamptz not null,
  removed_by uuid not null,
  -- Whether it was made again since. Its pictures are then spared by what was to erase the class.
  restored boolean not null default false,
  primary key (model_id, class_id)
);

create index bin_classes_by_time on bin_classes (removed_at);

-- Packs that lost a picture for good: its bytes have to go too.
create table pack_leavings (
  model_id uuid not null,
  pack bytea not null,
  -- When to look after it; whoever does puts this off first, so that others leave it alone.
  due_at timestamptz not null default now(),
  -- Since when no row names the pack.
  unused_since timestamptz,
  primary key (model_id, pack)
);

create index pack_leavings_by_time on pack_leavings (due_at);

-- What is in the bin takes room too.
alter table dataset_sizes
  add column bin_pictures bigint not null default 0,
  add column bin_bytes bigint not null default 0;

create function count_bin_added() returns trigger language plpgsql as $$
begin
  insert into dataset_sizes as counted (model_id, pictures, bytes, bin_pictures, bin_bytes)
  select model_id, 0, 0, count(*), sum(length) from added group by model_id
  on conflict (model_id) do update
    set bin_pictures = counted.bin_pictures + excluded.bin_pictures,
      bin_bytes = counted.bin_bytes + excluded.bin_bytes;
  return null;
end $$;

create function count_bin_removed() returns trigger language plpgsql as $$
begin
  update dataset_sizes as counted
  set bin_pictures = counted.bin_pictures - gone.pictures, bin_bytes = counted.bin_bytes - gone.bytes
  from (select model_id, count(*) as pictures, sum(length) as bytes from removed group by model_id) as gone
  where counted.model_id = gone.model_id;
  return null;
end $$;

create trigger bin_added after insert on bin_pictures
  referencing new table as added for each statement execute function count_bin_added();
create trigger bin_removed after delete on bin_pictures
  referencing old table as removed for each statement execute function count_bin_removed();
