-- Keyed index of the numbers that licences have and had, of all their versions.
create table licence_number (
  index       bytea   not null,
  key_version integer not null,
  licence     uuid    not null references licence (id),
  primary key (index, key_version, licence)
);

-- Searching goes along these in the order of the ids, which is that of time, and reads a page and
-- no more, however large the register is.
create index licence_by_authority on licence (authority, id)
  include (type, status, valid_until, current_version);
create index licence_by_type on licence (authority, type, id)
  include (status, valid_until, current_version);
create index licence_by_holder on licence (holder, id);

-- What is not in force is rare: these cost nothing when a licence is issued.
create index licence_by_status on licence (authority, status, id)
  include (type, valid_until, current_version) where status <> 'IN_FORCE';
create index licence_by_type_and_status on licence (authority, type, status, id)
  include (valid_until, current_version) where status <> 'IN_FORCE';

-- What runs out, by its last day.
create index licence_by_end on licence (authority, valid_until, id)
  include (type, status, current_version) where status = 'IN_FORCE' and valid_until is not null;
create index licence_by_type_and_end on licence (authority, type, valid_until, id)
  include (status, current_version) where status = 'IN_FORCE' and valid_until is not null;
