-- The register of licences. Plain columns say nothing of a person; the rest is encrypted.
create table licence (
  id              uuid        primary key,
  -- Random and never changed: the key by which holders' rows would be spread over servers.
  holder          uuid        not null,
  type            text        not null,
  authority       text        not null,
  status          text        not null check (status in ('IN_FORCE', 'SUSPENDED', 'ANNULLED', 'REVOKED', 'CANCELLED')),
  status_since    timestamptz not null,
  current_version integer     not null check (current_version between 1 and 999)
);

create table licence_version (
  id           uuid        primary key,
  licence      uuid        not null references licence (id),
  version      integer     not null check (version between 1 and 999),
  type_version integer     not null,
  -- The sealed file, kept by the document feature.
  file         uuid        not null,
  -- Encrypted: facts and licence data.
  content      bytea       not null,
  issued_at    timestamptz not null,
  unique (licence, version)
);

alter table licence_version alter column content set storage external;

-- Keyed index of each identifier: look-up, and its uniqueness.
create table licence_identifier (
  index       bytea   not null,
  key_version integer not null,
  version_id  uuid    not null references licence_version (id),
  primary key (index, key_version)
);

-- One surrogate for each holder, found by the keyed index of type and code.
create table licence_holder (
  index       bytea   not null,
  key_version integer not null,
  holder      uuid    not null,
  primary key (index, key_version)
);
