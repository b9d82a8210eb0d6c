-- Batches of licence requests. Input and answers are encrypted; plain columns count and point.
create table licence_batch (
  id             uuid        primary key,
  kind           text        not null,
  -- What the batch belongs to, by its kind; for instance the source of foreign licences.
  source         uuid,
  authority      text        not null,
  actor          text        not null,
  state          text        not null
    check (state in ('UPLOADING', 'RUNNING', 'CANCELLING', 'CANCELLED', 'DONE')),
  -- Who uploads holds the latest number; an upload that was begun anew shuts the earlier one out.
  upload_attempt integer     not null check (upload_attempt > 0),
  next_part      integer     not null check (next_part > 0),
  last_line      integer     not null,
  lines          integer     not null,
  bytes          bigint      not null,
  chunks         integer     not null,
  created_at     timestamptz not null,
  touched_at     timestamptz not null,
  started_at     timestamptz,
  finished_at    timestamptz,
  -- Batches take turns: the one that waited longest is served next.
  claimed_at     timestamptz not null,
  -- By the database's clock, as all leases are.
  paused_until   timestamptz,
  pause_code     text,
  failures       integer     not null,
  results_gone   boolean     not null default false
);

create index licence_batch_open on licence_batch (claimed_at)
  where state in ('RUNNING', 'CANCELLING');
create index licence_batch_age on licence_batch (touched_at);

-- Parts of a resumable upload that have arrived, so that a repeated one is known again.
create table licence_batch_part (
  id     uuid    primary key,
  batch  uuid    not null references licence_batch (id) on delete cascade,
  number integer not null check (number > 0),
  -- Encrypted: a digest of personal data can be guessed at.
  digest bytea   not null,
  unique (batch, number)
);

-- Some lines, together: the unit that a node takes up under a lease.
create table licence_batch_chunk (
  id          uuid        primary key,
  batch       uuid        not null references licence_batch (id) on delete cascade,
  number      integer     not null check (number > 0),
  first_line  integer     not null,
  last_line   integer     not null,
  lines       integer     not null check (lines > 0),
  -- Encrypted lines; gone after the retention.
  content     bytea,
  state       text        not null check (state in ('WAITING', 'RUNNING', 'DONE', 'CANCELLED')),
  attempt     integer     not null,
  lease_until timestamptz check ((state = 'RUNNING') = (lease_until is not null)),
  done        integer     not null default 0,
  refused     integer     not null default 0,
  failed      integer     not null default 0,
  cancelled   integer     not null default 0,
  settled_at  timestamptz,
  unique (batch, number)
);

alter table licence_batch_chunk alter column content set storage external;
create index licence_batch_chunk_open on licence_batch_chunk (batch, number)
  where state in ('WAITING', 'RUNNING');

-- Each line is an intent: written down with its own ids before anything irreversible is done.
create table licence_batch_line (
  id          uuid        primary key,
  batch       uuid        not null references licence_batch (id) on delete cascade,
  chunk       uuid        not null references licence_batch_chunk (id) on delete cascade,
  line        integer     not null,
  state       text        not null
    check (state in ('OPEN', 'DONE', 'REFUSED', 'FAILED', 'CANCELLED')),
  -- That of its chunk: whoever lost the lease writes nothing.
  attempt     integer     not null,
  tries       integer     not null default 0,
  intent_time timestamptz not null,
  -- Encrypted.
  allotted    bytea       not null,
  outcome     text,
  subject     uuid,
  -- Encrypted: a problem document names fields.
  problem     bytea,
  settled_at  timestamptz check ((state = 'OPEN') = (settled_at is null)),
  unique (batch, line)
);

create index licence_batch_line_chunk on licence_batch_line (chunk);
create index licence_batch_line_settled on licence_batch_line (batch, settled_at)
  where settled_at is not null;
