-- What one account may have at most, where an administrator said so; without it, what the settings say.
alter table accounts
  add column models_max bigint check (models_max >= 0),
  add column bytes_max bigint check (bytes_max >= 0);

-- How many ready images each dataset has, and of how many bytes, so that nobody adds up a million rows to know.
create table dataset_sizes (
  model_id uuid primary key,
  pictures bigint not null,
  bytes bigint not null
);

-- Kept by triggers, because a node of the build before this one writes images too while nodes are replaced.
create function count_images_added() returns trigger language plpgsql as $$
begin
  insert into dataset_sizes as counted (model_id, pictures, bytes)
  select model_id, count(*), sum(length) from added where state = 'ready' group by model_id
  on conflict (model_id) do update
    set pictures = counted.pictures + excluded.pictures, bytes = counted.bytes + excluded.bytes;
  return null;
end $$;

create function count_images_removed() returns trigger language plpgsql as $$
begin
  update dataset_sizes as counted
  set pictures = counted.pictures - gone.pictures, bytes = counted.bytes - gone.bytes
  from (
    select model_id, count(*) as pictures, sum(length) as bytes
    from removed where state = 'ready' group by model_id
  ) as gone
  where counted.model_id = gone.model_id;
  return null;
end $$;

-- From here to the end nobody else writes images, so that none is missed or counted twice.
create trigger images_added after insert on images
  referencing new table as added for each statement execute function count_images_added();
create trigger images_removed after delete on images
  referencing old table as removed for each statement execute function count_images_removed();

insert into dataset_sizes (model_id, pictures, bytes)
select model_id, count(*), sum(length) from images where state = 'ready' group by model_id;
