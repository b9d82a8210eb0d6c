-- A version that was replaced stays replaced: when its licence is resumed after a suspension, what
-- was fetched of it is not current again.
alter table sharing_fetch add column superseded boolean not null default false;
update sharing_fetch set superseded = true where standing = 'SUPERSEDED';
