import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Catalogue, type Fields, groundsFor } from '../catalogue/index.ts';

/** What a check must say of one subject, in words that compare. */
export type Expected = { verdict: string; measures: string[] };

type RecordRow = {
  record_id: string;
  version: number;
  category: string;
  authority: string;
  fields: Fields;
  superseded_at: Date | null;
};

/** Everything that was ever written about a subject. */
export type Everything = {
  subject: { kind: string; standing: string } | undefined;
  records: RecordRow[];
  deeds: { record_id: string; kind: string }[];
  windows: { record_id: string; superseded_at: Date | null }[];
  suspensions: { record_id: string; superseded_at: Date | null }[];
};

export async function everythingAbout(db: Queryable, subjectId: string): Promise<Everything> {
  const all = async <T extends object>(table: string) =>
    (await db.query<T>(`select * from ${table} where subject_id = $1`, [subjectId])).rows;
  return {
    subject: (await all<{ kind: string; standing: string }>('subject'))[0],
    records: await all('record'),
    deeds: await all('record_deed'),
    windows: await all('record_window'),
    suspensions: await all('record_suspension'),
  };
}

/**
 * The measures of a subject worked out again from all of it, record by record and deed by deed, without the grounds that
 * intake laid. Slow, and meant to be obviously right; for tests.
 */
export function recompute(
  { subject, records, deeds, windows, suspensions }: Everything,
  catalogue: Catalogue,
  matter: string,
  day: CalendarDate,
  sourcesCurrent: boolean,
): Expected {
  const measures: string[] = [];
  const words = { restriction: false, incentive: false };
  const standing = records.filter((record) => {
    const taken = deeds.some((deed) => deed.record_id === record.record_id && deed.kind !== 'release');
    const open = windows.some((window) => window.record_id === record.record_id && window.superseded_at === null);
    return record.superseded_at === null && !taken && open;
  });
  const isSuspended = ({ record_id }: RecordRow) =>
    suspensions.some((one) => one.record_id === record_id && one.superseded_at === null);
  const groundsOn = (record: RecordRow) =>
    groundsFor(catalogue, record).filter(({ from, until }) => from <= day && (until === null || day <= until));
  const listed = standing.some(
    (record) => record.category === 'serious-dishonesty' && !isSuspended(record) && groundsOn(record).length > 0,
  );
  for (const record of standing) {
    // an honour brings nothing while its organisation is on a serious list
    if (record.category === 'honour' && listed) continue;
    const suspended = isSuspended(record);
    for (const ground of groundsOn(record)) {
      for (const measure of catalogue.measures()) {
        if (!measure.matters.includes(matter)) continue;
        if (!measure.targets.some((target) => target === subject?.kind)) continue;
        for (const binding of measure.triggers) {
          if (binding.trigger !== ground.trigger) continue;
          if (!suspended) words[measure.direction] = true;
          measures.push(
            [
              measure.code,
              binding.effect,
              binding.clause.clause,
              record.record_id,
              ground.from,
              ground.until,
              suspended,
            ].join('|'),
          );
        }
      }
    }
  }
  return { verdict: verdict(words, subject?.standing === 'registered' && sourcesCurrent), measures: measures.sort() };
}

function verdict({ restriction, incentive }: { restriction: boolean; incentive: boolean }, covered: boolean): string {
  if (restriction) return incentive ? 'mixed' : 'restricted';
  if (incentive) return 'incentive';
  return covered ? 'clear' : 'not-covered';
}
