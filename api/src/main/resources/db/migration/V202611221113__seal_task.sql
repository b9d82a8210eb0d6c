-- Several authorities seal one document.
create table seal_task (
  id         uuid        primary key,
  authority  text        not null,
  created_by text        not null,
  sequence   boolean     not null,
  -- The last one's seal allows no further one.
  lock       boolean     not null,
  matter     text,
  -- Title, and digest of the document as it came.
  detail     bytea       not null,
  state      text        not null check (state in ('OPEN', 'COMPLETED', 'REFUSED', 'WITHDRAWN')),
  -- The document as it stands.
  document   uuid        not null,
  -- Grows with each step: two that seal at once cannot both win.
  revision   integer     not null default 0,
  created_at timestamptz not null,
  settled_at timestamptz
);

create table seal_task_document (
  id      uuid    primary key,
  task    uuid    not null references seal_task (id) deferrable initially deferred,
  content bytea   not null
);

alter table seal_task_document alter column content set storage external;

create table seal_task_party (
  task       uuid        not null references seal_task (id),
  number     integer     not null check (number > 0),
  authority  text        not null,
  -- Where its seal is shown; a keyword may be anything that stands in the document.
  places     bytea       not null,
  state      text        not null check (state in ('WAITING', 'SEALED', 'REFUSED')),
  -- The account that approved or refused.
  decided_by text,
  use        uuid        references seal_use (id),
  reason     bytea,
  decided_at timestamptz,
  primary key (task, number),
  unique (task, authority)
);

create index seal_task_party_authority on seal_task_party (authority, task desc);
create index seal_task_authority on seal_task (authority, id desc);

-- The journal of a task.
create table seal_task_step (
  id        uuid        primary key,
  task      uuid        not null references seal_task (id),
  act       text        not null,
  authority text        not null,
  actor     text        not null,
  revision  integer     not null,
  at        timestamptz not null
);

create index seal_task_step_task on seal_task_step (task, id);
