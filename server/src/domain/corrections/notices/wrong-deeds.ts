/**
 * In SQL: the deeds of `record_deed` by which a record proved wrong, under a name. What the register took from an organisation and
 * a person gave back to it was right.
 */
export const wrongDeeds = (name: string): string => `(select x.* from record_deed x
  where x.kind in ('withdrawal', 'correction')
    or (x.kind = 'requeue' and not exists (select from record back where back.subject_id = x.subject_id
          and back.record_id = x.record_id and back.superseded_at is null))) ${name}`;
