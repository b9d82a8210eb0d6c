-- Sources of licences that others issued. Names and codes of departments are public.
create table external_issuer (
  id            uuid        primary key,
  -- Its key, as deliveries name it.
  code          text        not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  name          text        not null,
  -- Whose licences it delivers.
  authority     text        not null,
  -- The department of this service that opened the source.
  keeper        text        not null,
  -- The machine client that delivers, when it has its own.
  client        text,
  stale_after   bigint      not null check (stale_after > 0),
  registered_at timestamptz not null,
  heard_at      timestamptz
);

-- The register of those licences, beside that of our own. Plain columns say nothing of a person.
create table external_licence (
  id               uuid        primary key,
  issuer           uuid        not null references external_issuer (id),
  holder           uuid        not null,
  type             text        not null,
  authority        text        not null,
  status           text        not null
    check (status in ('IN_FORCE', 'SUSPENDED', 'ANNULLED', 'REVOKED', 'CANCELLED')),
  -- Numbers of the source: of the newest delivery that said what stands on it, and what its status
  -- is. 0: none has.
  content_sequence bigint      not null check (content_sequence >= 0),
  status_sequence  bigint      not null check (status_sequence >= 0),
  findings         text[]      not null,
  -- What the verification of the file said when it came in; null without a file.
  verdict          text,
  reasons          text[]      not null,
  verified_at      timestamptz,
  -- The file byte for byte, kept by the document feature.
  file             uuid,
  -- Encrypted: identifier, holder, number, data, dates, digests of the deliveries.
  content          bytea       not null,
  taken_at         timestamptz not null,
  changed_at       timestamptz not null
);

alter table external_licence alter column content set storage external;
create index external_licence_holder on external_licence (holder, id);
create index external_licence_issuer on external_licence (issuer);

-- Keyed index of each identifier as it was delivered, right or wrong.
create table external_identifier (
  index       bytea   not null,
  key_version integer not null,
  licence     uuid    not null references external_licence (id) deferrable initially deferred,
  primary key (index, key_version)
);

-- One surrogate for each holder, as for our own licences.
create table external_holder (
  index       bytea   not null,
  key_version integer not null,
  holder      uuid    not null,
  primary key (index, key_version)
);
