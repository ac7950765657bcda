-- What this installation is, one row: the fingerprint of the secret its sealed data were made with. A start with another
-- secret is refused, because it could open nothing that was sealed before.
create table installation (
  only_row        boolean primary key default true check (only_row),
  key_fingerprint text collate "C" not null
);
grant select, insert on installation to gongxin_app;
