import { today } from '../../../kernel/dates.ts';
import { type Queryable, write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { tellManyEnded } from '../../records/index.ts';
import type { LawOn } from './make-recalls.ts';

/** Records told of in one transaction. */
const PAGE = 500;

type Changed = { subjectId: string; recordId: string; moment: Date };

/**
 * Tells of the records that a finished batch brought in another version and that somebody had received before. The register's
 * own are left out: what it changes is a name or an address, and every answer has the one of today. Run again it tells
 * nobody twice, because a recall is made once for a moment.
 *
 * @returns of how many records it told.
 */
export async function tellChanged(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  lawOn: LawOn,
  batchId: string,
): Promise<number> {
  const catalogue = await lawOn(pool, today(clock()));
  let told = 0;
  for (let after = ['', '']; ; ) {
    const page = await changedAndReceived(pool, catalogue, batchId, after);
    await write(pool, clock, (trx) => tellManyEnded(trx, page, 'changed'));
    told += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return told;
    after = [last.subjectId, last.recordId];
  }
}

async function changedAndReceived(
  db: Queryable,
  catalogue: Pick<Catalogue, 'categories'>,
  batchId: string,
  after: readonly string[],
): Promise<Changed[]> {
  const told = catalogue.categories().filter(({ role }) => role !== 'register');
  const { rows } = await db.query<Changed>(
    `select r.subject_id as "subjectId", r.record_id as "recordId", r.recorded_at as moment from record r
      where r.batch_id = $1 and r.superseded_at is null and r.version > 1 and r.category = any($2)
        and (r.subject_id, r.record_id) > ($3, $4)
        and (exists (select from record_disclosure d where d.subject_id = r.subject_id and d.record_id = r.record_id
               and (d.first_at < r.recorded_at or d.version < r.version))
          or exists (select from check_answer a where a.subject_id = r.subject_id and a.answered_at < r.recorded_at
               and a.measures @> jsonb_build_array(jsonb_build_object('decision', jsonb_build_object('recordId', r.record_id))))
          or exists (select from entry_response e where e.subject_id = r.subject_id and e.record_id = r.record_id
               and (e.recorded_at < r.recorded_at or e.version < r.version)))
      order by r.subject_id, r.record_id limit ${PAGE}`,
    [batchId, told.map(({ code }) => code), after[0], after[1]],
  );
  return rows;
}
