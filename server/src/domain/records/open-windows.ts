import { copyRows } from '../../platform/db/copy-rows.ts';
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
  | 'catalogue-transition'
  | 'repair-revoked';

/**
 * Opens the windows of versions and lays the grounds of measures, as the catalogue in force says. What stood before is
 * superseded: a record has one current window, and its grounds are those of its current version.
 *
 * `fresh`: the records were made in this transaction, so nothing can stand before.
 */
export async function openWindows(
  trx: Transaction,
  now: Date,
  catalogue: Catalogue,
  versions: readonly Windowed[],
  cause: WindowCause,
  options: { document?: string; reconfirmedOn?: string; fresh?: boolean } = {},
): Promise<void> {
  if (versions.length === 0) return;
  if (options.fresh !== true) await closeWindows(trx, now, versions);
  const last = options.fresh === true ? NOTHING_BEFORE : await lastNumbers(trx, versions);
  const at = now.toISOString();
  await copyRows(
    trx,
    'record_window',
    `subject_id, record_id, window_no, version, public_from, public_until, usable_from, usable_until, severity, cause,
     document, catalogue_version, recorded_at`,
    versions.values().map((version) => {
      const window = windowsFor(catalogue, version, options.reconfirmedOn);
      return [
        version.subjectId,
        version.recordId,
        last(version).window + 1,
        version.version,
        window.publicFrom,
        window.publicUntil,
        window.usableFrom,
        window.usableUntil,
        window.severity,
        cause,
        options.document ?? null,
        catalogue.version,
        at,
      ];
    }),
  );
  await copyRows(
    trx,
    'measure_ground',
    'subject_id, record_id, ground_no, version, trigger, valid_from, valid_until, catalogue_version, recorded_at',
    versions
      .values()
      .flatMap((version) =>
        groundsFor(catalogue, version, options.reconfirmedOn).map(({ trigger, from, until }, nth) => [
          version.subjectId,
          version.recordId,
          last(version).ground + nth + 1,
          version.version,
          trigger,
          from,
          until,
          catalogue.version,
          at,
        ]),
      ),
  );
}

type LastNumbers = (record: { recordId: string }) => { window: number; ground: number };

const NOTHING_BEFORE: LastNumbers = () => ({ window: 0, ground: 0 });

async function lastNumbers(trx: Transaction, records: readonly Windowed[]): Promise<LastNumbers> {
  const { rows } = await trx.query<{ record_id: string; window: number; ground: number }>(
    `select k.record_id,
            coalesce((select max(w.window_no) from record_window w
                       where w.subject_id = k.subject_id and w.record_id = k.record_id), 0) as window,
            coalesce((select max(g.ground_no) from measure_ground g
                       where g.subject_id = k.subject_id and g.record_id = k.record_id), 0) as ground
       from unnest($1::text[], $2::text[]) as k(subject_id, record_id)`,
    [records.map(({ subjectId }) => subjectId), records.map(({ recordId }) => recordId)],
  );
  const numbers = new Map(rows.map(({ record_id, window, ground }) => [record_id, { window, ground }]));
  return ({ recordId }) => numbers.get(recordId) ?? { window: 0, ground: 0 };
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
