-- Staged rows travel packed: a chunk's rows in one value of its own row, compressed by the application, instead of a row
-- each with two indexes. It is emptied when the chunk is applied.
alter table intake_chunk add column staged bytea;
-- what is compressed already is not compressed again
alter table intake_chunk alter column staged set storage external;

-- Batches on the way go on from where they are. Packed rows that begin with a bracket are plain JSON.
update intake_chunk c set staged = convert_to((
    select coalesce(json_agg(json_build_array(r.seq, r.sheet, r.row, r.record_id, r.judged) order by r.seq), '[]')::text
      from intake_row r where r.batch_id = c.batch_id and r.chunk_no = c.chunk_no), 'UTF8')
  from intake_batch b where b.batch_id = c.batch_id and b.status = 'running' and c.chunk_no >= b.applied_chunks;

-- What stays a row each is where it stood and which record it speaks of: the last row of a file with a key is the one
-- that counts. Its content is kept only where an earlier chunk speaks of the same record and will ask for it.
alter table intake_row alter column judged drop not null;
alter table intake_row drop constraint intake_row_pkey;
drop index intake_row_record;
alter table intake_row add primary key (batch_id, record_id, seq);
