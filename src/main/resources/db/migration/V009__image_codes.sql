-- The codes of images' looks, some in a row: all of a model's are read in a moment. Rows of one model
-- are committed in the order of their numbers, as they are inserted under the model's lock.
create table image_codes (
  model_id uuid not null,
  number bigint generated always as identity,
  -- Of each image its id, 16 bytes, and its code, 8 bytes, as they are sent. The image may have gone.
  entries bytea not null,
  primary key (model_id, number)
);

-- Neither ids nor codes can be made smaller.
alter table image_codes alter column entries set storage external;

insert into image_codes (model_id, entries)
select model_id, string_agg(uuid_send(id) || int8send(look_code), '' order by id)
from (
  select model_id, id, look_code,
    (row_number() over (partition by model_id order by id) - 1) / 1000 as part
  from images
  where state = 'ready' and look_code is not null) images
group by model_id, part
order by model_id, part;

alter table images drop column look_code;
