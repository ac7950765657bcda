-- A batch that mends rows returned from an earlier one: its rows are rows of that batch's file.
alter table intake_batch add column patches text collate "C";
-- All batches that mend one, and the queued rows of a batch, when its mended rows come.
create index intake_batch_patches on intake_batch (patches) where patches is not null;
create index intake_queue_batch on intake_queue (batch_id);
