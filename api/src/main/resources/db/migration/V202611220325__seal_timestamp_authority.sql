-- The service's own timestamp authority: certificate and key. Public: the certificate travels in each timestamp.
create table timestamp_authority (
  id           uuid        primary key,
  state        text        not null check (state in ('ACTIVE', 'RETIRED')),
  certificate  bytea       not null,
  key_ref      text        not null,
  activated_at timestamptz not null
);

-- One is in use at a time.
create unique index timestamp_authority_active on timestamp_authority (state) where state = 'ACTIVE';
