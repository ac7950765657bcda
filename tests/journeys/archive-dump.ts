import type pg from 'pg';

/** Everything the archive holds but when it came, and in which batch: equal dumps are equal archives. */
export async function dumpArchive(pool: pg.Pool): Promise<Record<string, unknown[]>> {
  const queries = {
    subjects: `select subject_id, code, standing, kind, name, name_key, region, status, founded_on, registered_by
                 from subject order by subject_id`,
    names: 'select subject_id, name_key, name, standing from subject_name order by 1, 2',
    aliases: 'select kind, value, subject_id from subject_alias order by 1, 2, 3',
    records: `select subject_id, record_id, version, category, agency, authority, authority_name, document_no, decided_on,
                     valid_from, valid_until, list, fields, late, file, sheet, row, superseded_at is null as current
                from record order by 1, 2, 3`,
    windows: `select subject_id, record_id, window_no, version, public_from, public_until, usable_from, usable_until,
                     severity, cause, superseded_at is null as current
                from record_window order by 1, 2, 3`,
    grounds: `select subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                     superseded_at is null as current
                from measure_ground order by 1, 2, 3`,
    deeds: 'select subject_id, record_id, deed_no, kind, reason, document from record_deed order by 1, 2, 3',
    queue: `select digest, category, agency, reason, content, candidates, file, sheet, row
              from intake_queue order by digest`,
    staged: 'select batch_id, seq from intake_row',
  };
  const dump: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(queries)) dump[name] = (await pool.query(sql)).rows;
  return dump;
}
