-- Annotated copies. Cause, case and asker stand in the encrypted content.
create table licence_annotated_copy (
  id         uuid        primary key,
  licence    uuid        not null references licence (id),
  -- The version it was made of.
  version    uuid        not null references licence_version (id),
  -- Kept by the document feature.
  file       uuid        not null,
  sha256     bytea       not null check (octet_length(sha256) = 32),
  expires_on date        not null,
  content    bytea       not null,
  made_at    timestamptz not null
);

create index licence_annotated_copy_of_licence on licence_annotated_copy (licence, sha256);
