-- The processes that share this database, each with a row that it keeps fresh.
create table nodes (
  id uuid primary key,
  host text not null,
  management_port integer not null,
  heard_at timestamptz not null
);

-- Who is to answer; taken over by others once that node is silent.
alter table pending_inputs add column node uuid;
