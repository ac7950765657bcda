-- A row is queued once however often it is sent; this says in which batches it came, and where it stood in each.
create table intake_queue_sending (
  queue_id text collate "C" not null references intake_queue,
  batch_id text collate "C" not null,
  sheet    text,
  row      int
);
-- When mended rows of a batch come, what of it still waits.
create index intake_queue_sending_batch on intake_queue_sending (batch_id, row);
insert into intake_queue_sending (queue_id, batch_id, sheet, row) select queue_id, batch_id, sheet, row from intake_queue;
grant select, insert on intake_queue_sending to gongxin_app;
drop index intake_queue_batch;
