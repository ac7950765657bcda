import type { Transaction } from '../../platform/db/write.ts';
import { type Catalogue, groundsFor, windowsFor } from '../catalogue/index.ts';

/** The version whose windows open: what the catalogue's rules look at. */
export type Windowed = {
  subjectId: string;
  recordId: string;
  version: number;
  category: string;
  authority: string;
  fields: Record<string, string | string[] | null>;
};

export type WindowCause =
  | 'released'
  | 'new-version'
  | 'reconfirmed'
  | 'correction'
  | 'reclassification'
  | 'catalogue-transition';

/**
 * Opens the windows of versions and lays the grounds of measures, as the catalogue in force says. What stood before is
 * superseded: a record has one current window, and its grounds are those of its current version.
 */
export async function openWindows(
  trx: Transaction,
  now: Date,
  catalogue: Catalogue,
  versions: readonly Windowed[],
  cause: WindowCause,
  options: { document?: string; reconfirmedOn?: string } = {},
): Promise<void> {
  if (versions.length === 0) return;
  await closeWindows(trx, now, versions);
  const windows = versions.map((version) => {
    const window = windowsFor(catalogue, version, options.reconfirmedOn);
    return {
      subject_id: version.subjectId,
      record_id: version.recordId,
      version: version.version,
      public_from: window.publicFrom,
      public_until: window.publicUntil,
      usable_from: window.usableFrom,
      usable_until: window.usableUntil,
      severity: window.severity,
    };
  });
  await trx.query(
    `insert into record_window (subject_id, record_id, window_no, version, public_from, public_until, usable_from,
                                usable_until, severity, cause, document, catalogue_version, recorded_at)
     select r.subject_id, r.record_id,
            coalesce((select max(w.window_no) from record_window w
                       where w.subject_id = r.subject_id and w.record_id = r.record_id), 0) + 1,
            r.version, r.public_from, r.public_until, r.usable_from, r.usable_until, r.severity, $2, $3, $4, $5
       from json_to_recordset($1) as r(subject_id text, record_id text, version int, public_from date, public_until date,
                                       usable_from date, usable_until date, severity text)`,
    [JSON.stringify(windows), cause, options.document ?? null, catalogue.version, now],
  );
  const grounds = versions.flatMap((version) =>
    groundsFor(catalogue, version, options.reconfirmedOn).map(({ trigger, from, until }, at) => ({
      subject_id: version.subjectId,
      record_id: version.recordId,
      at: at + 1,
      version: version.version,
      trigger,
      valid_from: from,
      valid_until: until,
    })),
  );
  if (grounds.length === 0) return;
  await trx.query(
    `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                 catalogue_version, recorded_at)
     select r.subject_id, r.record_id,
            coalesce((select max(g.ground_no) from measure_ground g
                       where g.subject_id = r.subject_id and g.record_id = r.record_id), 0) + r.at,
            r.version, r.trigger, r.valid_from, r.valid_until, $2, $3
       from json_to_recordset($1) as r(subject_id text, record_id text, at int, version int, trigger text,
                                       valid_from date, valid_until date)`,
    [JSON.stringify(grounds), catalogue.version, now],
  );
}

/** Ends what is current of records' windows and grounds, by whatever deed: nothing stands open in their place. */
export async function closeWindows(
  trx: Transaction,
  now: Date,
  records: readonly { subjectId: string; recordId: string }[],
): Promise<void> {
  const keys = [records.map(({ subjectId }) => subjectId), records.map(({ recordId }) => recordId), now];
  for (const table of ['record_window', 'measure_ground']) {
    await trx.query(
      `update ${table} t set superseded_at = $3
         from unnest($1::text[], $2::text[]) as closed(subject_id, record_id)
        where t.subject_id = closed.subject_id and t.record_id = closed.record_id and t.superseded_at is null`,
      keys,
    );
  }
}
