-- The licences of one holder of one type: whether there is one in force already.
create index licence_holder_type on licence (holder, type);
