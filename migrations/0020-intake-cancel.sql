-- A sender may take a batch back before anything of it is a record; a batch of ours that fails leaves no half behind.
alter table intake_batch drop constraint intake_batch_status_check;
alter table intake_batch add constraint intake_batch_status_check
  check (status in ('received', 'running', 'finished', 'refused', 'failed', 'cancelled'));
-- What a batch staged goes with it. A row that another batch has sent as well waits on, as a row of that one.
grant delete on intake_chunk, intake_finding, intake_queue, intake_queue_sending to gongxin_app;
grant update (batch_id, file, sheet, row) on intake_queue to gongxin_app;
-- Both ask what was sent of one queued row.
create index intake_queue_sending_queue on intake_queue_sending (queue_id);

-- Subjects that a batch under way speaks of and the register does not: who cancels the batch leaves none behind that
-- nothing else speaks of. Emptied when the batch ends.
create table intake_newcomer (
  batch_id   text collate "C" not null,
  subject_id text collate "C" not null,
  primary key (batch_id, subject_id)
);
create index intake_newcomer_subject on intake_newcomer (subject_id);
grant select, insert, delete on intake_newcomer to gongxin_app;
