-- A batch knows until when the register had been told all that whoever identifies its rows will see. A write that was open when
-- the batch came has taken its moment of knowledge before, and is seen by nobody until it commits: so the moment the batch
-- came is too late to begin from. Null: a batch of an earlier release, where that moment has to do.
alter table intake_batch add column register_known_until timestamptz;

-- What has the register been told since? Nearly always nothing: answered without looking at anybody.
create index subject_changed on subject (changed_at);
