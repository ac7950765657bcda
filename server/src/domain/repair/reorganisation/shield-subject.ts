import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { takeCase } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Act } from '../../journal/index.ts';
import { suspendRecord } from '../../records/index.ts';
import { REORGANISATION, SHIELDING } from '../rules.ts';

/** Records looked at in one statement. */
const PAGE = 1_000;

/** What the first deed of a case says of the court's ruling. */
export type Ruling = {
  /** Number of the ruling that approved plan or settlement. */
  document: string;
  court: string;
  ruledOn: CalendarDate;
};

export type OpenShield = { subjectId: string; caseId: string; ruling: Ruling };

/** The reorganisations that are carried out: of one organisation, of those of a batch, or of all. */
export async function openShields(
  db: Queryable,
  { subjectId = null, batchId = null, limit }: { subjectId?: string | null; batchId?: string | null; limit: number },
): Promise<OpenShield[]> {
  const { rows } = await db.query<OpenShield>(
    `select f.subject_id as "subjectId", f.case_id as "caseId", first.content as ruling
       from case_file f
       join case_deed first on first.subject_id = f.subject_id and first.case_id = f.case_id and first.deed_no = 1
       cross join lateral (select d.to_state from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
         order by d.deed_no desc limit 1) last
      where f.procedure = $1 and last.to_state = any($2) and ($3::text is null or f.subject_id = $3)
        and ($4::text is null or exists (select from record r where r.subject_id = f.subject_id and r.batch_id = $4))
      order by f.subject_id, f.case_id limit $5`,
    [REORGANISATION.procedure, SHIELDING, subjectId, batchId, limit],
  );
  return rows;
}

/**
 * Hides what was decided against an organisation before the ruling, also what came here since. Nothing where no plan is
 * carried out; done twice it does nothing more. The reorganisation is held meanwhile: what was hidden after its end had been
 * worked out would be hidden for good.
 *
 * @returns how many records were hidden now
 */
export async function shieldSubject(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  subjectId: string,
): Promise<{ shielded: number } | Refusal> {
  const [open] = await openShields(trx, { subjectId, limit: 1 });
  if (open === undefined) return { shielded: 0 };
  const held = await takeCase(trx, { reach: { over: 'all' }, now: act.now }, REORGANISATION, open.caseId);
  if (isRefusal(held)) return held;
  if (!SHIELDING.includes(held.state)) return { shielded: 0 };
  return shieldRecords(trx, act, catalogue, { subjectId, ruling: open.ruling });
}

export async function shieldRecords(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, ruling }: Pick<OpenShield, 'subjectId' | 'ruling'>,
): Promise<{ shielded: number } | Refusal> {
  const exposed = await exposedRecords(trx, catalogue, { subjectId, ruling });
  for (const recordId of exposed) {
    const suspended = await suspendRecord(trx, act, {
      subjectId,
      recordId,
      cause: 'shield',
      reason: `${ruling.court}于 ${ruling.ruledOn} 裁定批准重整计划或者认可和解协议，执行期间屏蔽。`,
      document: ruling.document,
    });
    if (isRefusal(suspended) && suspended.refused !== 'already-done') return suspended;
  }
  return { shielded: exposed.length };
}

/** Adverse records of before the ruling, of categories the catalogue shields, that no shield hides and no deed ended. */
async function exposedRecords(
  db: Queryable,
  catalogue: Catalogue,
  { subjectId, ruling }: Pick<OpenShield, 'subjectId' | 'ruling'>,
): Promise<string[]> {
  const categories = catalogue.categories().filter(({ repair }) => repair?.shielded === true);
  const exposed: string[] = [];
  for (let after = ''; ; ) {
    const { rows } = await db.query<{ recordId: string; category: string; fields: Record<string, string> }>(
      `select r.record_id as "recordId", r.category, r.fields from record r
        where r.subject_id = $1 and r.superseded_at is null and r.category = any($2) and r.decided_on < $3
          and r.record_id > $4
          and not exists (select from record_suspension s where s.subject_id = r.subject_id and s.record_id = r.record_id
            and s.superseded_at is null and s.cause = 'shield')
          and (exists (select from record_window w where w.subject_id = r.subject_id and w.record_id = r.record_id
                 and w.superseded_at is null)
            or not exists (select from record_deed d where d.subject_id = r.subject_id and d.record_id = r.record_id
                 and d.recorded_at >= r.recorded_at and d.kind <> 'release'))
        order by r.record_id limit ${PAGE}`,
      [subjectId, categories.map(({ code }) => code), ruling.ruledOn, after],
    );
    for (const { recordId, category, fields } of rows) {
      if (catalogue.category(category)?.isAdverse(fields) === true) exposed.push(recordId);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return exposed;
    after = last.recordId;
  }
}
