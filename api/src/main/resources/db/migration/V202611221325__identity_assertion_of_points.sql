-- Verifier points make assertions as machines do, and stand in a register of their own.
alter table identity_assertion drop constraint identity_assertion_client_fkey;
