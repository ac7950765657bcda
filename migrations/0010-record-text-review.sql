-- Free text a person has looked at: what the public reads of one field of one version where the masker was unsure
-- (`docs/decisions/0010-masking.md`). Rows are added, never edited; the one with the highest number counts.
create table record_text_review (
  subject_id  text collate "C" not null,
  record_id   text collate "C" not null,
  version     int not null,
  field       text collate "C" not null,
  review_no   int not null check (review_no >= 1),
  text        text not null,
  actor       text not null,
  agency      text collate "C",
  recorded_at timestamptz not null,
  primary key (subject_id, record_id, version, field, review_no),
  foreign key (subject_id, record_id, version) references record
);

-- What of an agency's current records waits for a review is found by walking them.
create index record_of_agency on record (agency collate "C", record_id) where superseded_at is null;

grant select, insert on record_text_review to gongxin_app;
