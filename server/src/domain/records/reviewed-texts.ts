/** The texts a person approved of a version `r`, by field id, as one column of type jsonb; null where there is none. */
export const REVIEWED_TEXTS = `(select jsonb_object_agg(last.field, last.text)
   from (select distinct on (t.field) t.field, t.text from record_text_review t
          where t.subject_id = r.subject_id and t.record_id = r.record_id and t.version = r.version
          order by t.field, t.review_no desc) last)`;
