-- Matters (事项) with their materials. A published version never changes; cases keep theirs.
create table catalogue_matter (
  id           uuid        primary key,
  code         text        not null,
  version      integer     not null check (version > 0),
  definition   jsonb       not null,
  published_at timestamptz not null,
  unique (code, version)
);
create function catalogue_matter_is_fixed() returns trigger language plpgsql as
$$ begin raise exception 'a published matter does not change'; end $$;
create trigger catalogue_matter_is_fixed before update or delete on catalogue_matter
  for each row execute function catalogue_matter_is_fixed();

-- By a withdrawn version no case is opened; the next version is not withdrawn.
create table catalogue_matter_withdrawal (
  matter       uuid        primary key references catalogue_matter (id),
  -- Encrypted.
  reason       bytea       not null,
  withdrawn_at timestamptz not null
);

-- Matters that are being written.
create table catalogue_matter_draft (
  id         uuid        primary key,
  authority  text        not null,
  replaces   integer     not null check (replaces >= 0),
  definition jsonb       not null,
  changed_at timestamptz not null
);
create index catalogue_matter_draft_authority on catalogue_matter_draft (authority, changed_at);
