-- Departments. Their names and codes are public.
create table authority (
  id            text        primary key check (id ~ '^[0-9A-Z]{18}$'),
  name          text        not null,
  registered_at timestamptz not null
);
