-- The catalogue in full: versions by id, drafts, withdrawals.
alter table catalogue_licence_type add column id uuid;
update catalogue_licence_type set id = gen_random_uuid();
alter table catalogue_licence_type alter column id set not null;
alter table catalogue_licence_type add unique (id);

-- The one type there was before is completed; it meant these values when it was published.
update catalogue_licence_type
   set definition = jsonb_set(jsonb_set(definition, '{fields,0,holds}', '"HOLDER_NAME"'),
                              '{fields,1,holds}', '"HOLDER_CODE"')
       || '{"issuers": ["11990100LC0000015Y"], "holding": "SEVERAL",
            "validity": {"rule": "UNTIL_GIVEN", "required": false},
            "seals": [{"role": "issuer", "by": "ISSUER"}],
            "scenes": [], "annotatedCopies": true}'::jsonb
 where code = '11100000MB0143028R001' and not definition ? 'validity';

-- Licences keep the version they came from: a published version is neither changed nor removed.
create function catalogue_version_is_fixed() returns trigger language plpgsql as
$$ begin raise exception 'a published licence type does not change'; end $$;
create trigger catalogue_version_is_fixed before update or delete on catalogue_licence_type
  for each row execute function catalogue_version_is_fixed();

-- By a withdrawn version nothing is issued; the next version is not withdrawn.
create table catalogue_withdrawal (
  type_version uuid        primary key references catalogue_licence_type (id),
  -- Encrypted.
  reason       bytea       not null,
  withdrawn_at timestamptz not null
);

-- Types that are being written.
create table catalogue_draft (
  id         uuid        primary key,
  authority  text        not null,
  replaces   integer     not null check (replaces >= 0),
  definition jsonb       not null,
  changed_at timestamptz not null
);
create index catalogue_draft_authority on catalogue_draft (authority, changed_at);
