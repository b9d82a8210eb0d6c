-- From when on nobody seals any more; none: no such time.
alter table seal_task add column deadline timestamptz;

alter table seal_task drop constraint seal_task_state_check;
alter table seal_task add constraint seal_task_state_check
  check (state in ('OPEN', 'COMPLETED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'));

create index seal_task_waiting on seal_task (deadline) where state = 'OPEN' and deadline is not null;
