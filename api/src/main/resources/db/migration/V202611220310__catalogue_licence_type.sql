-- Published licence types. A version is never changed: licences keep the one they came from.
create table catalogue_licence_type (
  code         text        not null check (code ~ '^[0-9A-Z]{18}[0-9]{3}$'),
  version      integer     not null check (version > 0),
  definition   jsonb       not null,
  published_at timestamptz not null,
  primary key (code, version)
);
