-- Networks that an administrator registered for all nodes; their files are blobs of the store "backbones".
create table backbones (
  name text primary key,
  description jsonb not null,
  created_at timestamptz not null default now()
);
