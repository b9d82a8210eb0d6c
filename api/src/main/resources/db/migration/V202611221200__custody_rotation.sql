-- A destroyed key stays as a number that is never used again.
alter table custody_data_key alter column wrapped drop not null;
alter table custody_data_key add column destroyed_at timestamptz;
alter table custody_data_key add check ((destroyed_at is null) = (wrapped is not null));

-- The replacement of a key of the database: how far it is.
create table custody_rotation (
  id          uuid        primary key,
  kind        text        not null check (kind in ('FIELD', 'INDEX')),
  to_version  integer     not null check (to_version > 1),
  phase       text        not null check (phase in ('SPREADING', 'MOVING', 'RETIRING', 'CLEARING', 'HOLDING', 'DONE')),
  phase_since timestamptz not null,
  -- Transactions before this one may have worked by the phase before.
  horizon     bigint      not null,
  -- Counts up each time all columns or tables are gone through.
  pass        integer     not null default 0,
  -- Column or table the pass has come to, and the last row done there.
  place       text,
  last_row    text,
  -- In this pass; and in all.
  found       bigint      not null default 0,
  damaged     bigint      not null default 0,
  moved       bigint      not null default 0,
  started_at  timestamptz not null,
  finished_at timestamptz,
  foreign key (kind, to_version) references custody_data_key (kind, version),
  check ((phase = 'DONE') = (finished_at is not null))
);

create unique index custody_rotation_open on custody_rotation (kind) where finished_at is null;

-- Failures to sign in are kept for a day; those under an earlier key are told apart.
alter table identity_sign_in add column key_version integer not null default 1;
