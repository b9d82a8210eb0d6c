-- Seals of authorities. Everything here is public: a seal travels in each document it stamps.
create table seal (
  id                 uuid        primary key,
  authority          text        not null,
  kind               text        not null check (kind in ('LICENCE', 'OFFICE', 'COPY')),
  state              text        not null check (state in ('ACTIVE', 'SUSPENDED', 'REVOKED', 'DESTROYED')),
  es_id              text        not null,
  name               text        not null,
  valid_from         timestamptz not null,
  valid_until        timestamptz not null,
  seal               bytea       not null,
  signer_certificate bytea       not null,
  key_ref            text        not null,
  activated_at       timestamptz not null
);

-- One licence seal of an authority is in use at a time.
create unique index seal_licence_active on seal (authority) where kind = 'LICENCE' and state = 'ACTIVE';
