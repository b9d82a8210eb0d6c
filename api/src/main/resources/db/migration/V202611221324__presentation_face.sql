-- The static codes on the faces of licences; the handle is kept to draw the face again.
create table presentation_face (
  version     uuid  primary key,
  handle      bytea not null,
  handle_hash bytea not null unique
);
