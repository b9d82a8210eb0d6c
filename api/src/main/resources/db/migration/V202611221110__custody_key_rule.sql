-- What a key may be used for, held on the side of the vaults: checked at each signature with a seal,
-- whatever was checked before.
create table custody_key_rule (
  key_ref     text    primary key,
  enabled     boolean not null,
  -- Last instant at which it may sign; none: no such bound here.
  not_after   timestamptz,
  -- Hours of the day in Asia/Shanghai, the second not included; 22:00 to 06:00 goes over midnight.
  hours_from  time,
  hours_until time,
  -- Codes of the matters and ids of the callers it may be used for; none named: all.
  matters     text[]  not null,
  actors      text[]  not null,
  check ((hours_from is null) = (hours_until is null))
);

-- A fuse by the operator's settings stays whatever a rule says; the lower one counts.
alter table custody_fuse
  add column origin text not null default 'SETTING' check (origin in ('SETTING', 'RULE')),
  drop constraint custody_fuse_pkey,
  add primary key (key_ref, origin);
