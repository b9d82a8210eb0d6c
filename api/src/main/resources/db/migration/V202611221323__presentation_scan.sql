-- Who shows which licence for what, the codes of it, and what points made of them. Persons stand
-- here by surrogates; of codes only digests are kept.
create table presentation (
  id         uuid        primary key,
  licence    uuid        not null,
  holder     uuid        not null,
  party      uuid        not null,
  session    uuid        not null,
  scene      text        not null,
  kind       text        not null check (kind in ('ONLINE', 'OFFLINE')),
  elder      boolean     not null,
  started_at timestamptz not null,
  renewed_at timestamptz not null,
  ended_at   timestamptz
);

create index presentation_open on presentation (renewed_at) where ended_at is null;
create index presentation_ended on presentation (ended_at) where ended_at is not null;

create table presentation_code (
  id           uuid        primary key,
  presentation uuid        not null references presentation,
  handle_hash  bytea       not null unique,
  issued_at    timestamptz not null,
  expires_at   timestamptz not null,
  scan         uuid,
  point        uuid,
  used_at      timestamptz
);

create index presentation_code_of on presentation_code (presentation);

create table presentation_scan (
  id           uuid        primary key,
  point        uuid        not null references presentation_point,
  authority    text        not null,
  presentation uuid,
  scene        text        not null,
  mode         text        not null check (mode in ('ONLINE', 'OFFLINE', 'FACE')),
  state        text        not null check (state in ('VERDICT', 'ASKED', 'NOT_CHECKED', 'UNREADABLE')),
  verdict      text,
  reason       text,
  reference    text        not null,
  at           timestamptz not null,
  lapses_at    timestamptz,
  number       text,
  choices      text[]      not null,
  answer       bytea
);

create index presentation_scan_of_point on presentation_scan (point, id desc);
create index presentation_scan_asked on presentation_scan (lapses_at) where state = 'ASKED';
create index presentation_scan_answer on presentation_scan (at) where answer is not null;
create index presentation_scan_at on presentation_scan (at);

-- Offline codes that points checked without the service, told later.
create table presentation_offline_scan (
  id          uuid        primary key,
  point       uuid        not null references presentation_point,
  code_hash   bytea       not null,
  code        uuid,
  scanned_at  timestamptz not null,
  reported_at timestamptz not null,
  unique (point, code_hash)
);

create index presentation_offline_scan_code on presentation_offline_scan (code_hash);

create table presentation_event (
  id           bigint      generated always as identity primary key,
  presentation uuid        not null,
  kind         text        not null,
  at           timestamptz not null,
  scan         uuid,
  point        uuid,
  word         text
);

create index presentation_event_of on presentation_event (presentation, id);
create index presentation_event_at on presentation_event (at);

-- Showing a licence is a use of it.
alter table holder_usage drop constraint holder_usage_kind_check;
alter table holder_usage add constraint holder_usage_kind_check check (kind in
  ('READ', 'FILE', 'COPY', 'ANNOTATED_COPY', 'EXPORT', 'PRESENTED'));
