-- The portal reads what others wrote; it owns no table. These are the ways in for its questions.

-- Double publicity: decisions of a kind by day, newest first, within a day by authority; and the portal's figures.
-- Dated decisions only: a question about one subject names no day, and must never be planned over this index.
create index record_published on record (category, decided_on desc, authority, record_id)
  where superseded_at is null and decided_on is not null;
-- Who stands on a list, the latest decisions first.
create index record_listed on record (list, decided_on desc, authority, record_id)
  where superseded_at is null and list is not null;
-- What was first shown, and what was ended by a deed, in the last days: both tables grow in the order of their time.
create index record_window_recorded on record_window using brin (recorded_at);
create index record_deed_recorded on record_deed using brin (recorded_at);
-- What ended by its date in the last days.
create index record_window_ends on record_window (public_until) where superseded_at is null and public_until is not null;
