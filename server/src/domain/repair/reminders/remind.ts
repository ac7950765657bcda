import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { type Queryable, type Transaction, write } from '../../../platform/db/write.ts';
import { OneByOne } from '../../../platform/jobs/one-by-one.ts';
import type { System } from '../../../system.ts';
import type { LawOn } from '../../casework/index.ts';
import { type Catalogue, missingStart } from '../../catalogue/index.ts';
import { journal } from '../../journal/index.ts';
import { fillTemplate, sendMessage } from '../../messages/index.ts';
import { eligibilityOf } from '../eligibility/eligibility.ts';
import { type RepairRecord, recordsOf } from '../eligibility/records-of.ts';
import { recordWords } from '../parts/record-words.ts';
import { daysTold, earliestDecision, firstDayIn, weekOf } from './soon.ts';

/** Records looked at in one statement. */
const PAGE = 1_000;
/** As much as one blank of a message holds, less a line that says how many more there are. */
const LINES_CHARACTERS = 900;

type Candidate = {
  subjectId: string;
  recordId: string;
  category: string;
  authority: string;
  fields: Record<string, string | string[] | null>;
};

/** One record as a reminder tells it. */
export type RemindedRecord = { recordId: string; agency: string; firstDay: CalendarDate; line: string };

/**
 * Tells each organisation, once a week, which of its records become repairable, from which day, and what is still missing
 * (到期提醒). Each organisation in a transaction of its own: run twice in a week, nobody is told twice.
 */
export async function remindOfRepair(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  lawOn: LawOn,
): Promise<{ reminded: number }> {
  const day = today(clock());
  const catalogue = await lawOn(pool, day);
  const week = weekOf(day);
  const each = new OneByOne('organisations that could not be reminded');
  let reminded = 0;
  for (let after = ['', '']; ; ) {
    const page = await candidates(pool, catalogue, { week, day, after });
    const soon = page.filter((row) => becomesRepairable(catalogue, row, week));
    for (const subjectId of new Set(soon.map((row) => row.subjectId))) {
      const told = await each.try(subjectId, () =>
        write(pool, clock, (trx, now) => remindOne(trx, catalogue, { subjectId, week, now })),
      );
      if (told) reminded += 1;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = [last.subjectId, last.recordId];
  }
  each.end();
  return { reminded };
}

function becomesRepairable(catalogue: Catalogue, row: Candidate, week: CalendarDate): boolean {
  const category = catalogue.category(row.category);
  if (category === undefined || !category.isAdverse(row.fields) || missingStart(category, row.fields) !== null)
    return false;
  return firstDayIn(catalogue, row, daysTold(catalogue, week)) !== null;
}

/**
 * Records in use whose shortest time may end within the days told of; which of them it does, the catalogue says. Windows are
 * walked in their order and each record looked up: joined, all records would be read and sorted again for each page.
 */
async function candidates(
  db: Queryable,
  catalogue: Catalogue,
  { week, day, after }: { week: CalendarDate; day: CalendarDate; after: readonly string[] },
): Promise<Candidate[]> {
  const categories = catalogue.categories().filter(({ repair }) => repair !== undefined);
  const { rows } = await db.query<Candidate>(
    `select w.subject_id as "subjectId", w.record_id as "recordId", r.category, r.authority, r.fields
       from record_window w
       cross join lateral (select category, authority, fields from record r
         where r.subject_id = w.subject_id and r.record_id = w.record_id and r.superseded_at is null
           and r.category = any($1) and r.decided_on >= $2 limit 1) r
       join subject s on s.subject_id = w.subject_id and s.standing <> 'retired'
      where w.superseded_at is null and (w.usable_until is null or w.usable_until >= $3)
        and (w.subject_id, w.record_id) > ($4, $5)
        and not exists (select from repair_reminder m where m.subject_id = w.subject_id and m.week = $6)
      order by w.subject_id, w.record_id limit ${PAGE}`,
    [categories.map(({ code }) => code), earliestDecision(catalogue, week), day, after[0], after[1], week],
  );
  return rows;
}

async function remindOne(
  trx: Transaction,
  catalogue: Catalogue,
  { subjectId, week, now }: { subjectId: string; week: CalendarDate; now: Date },
): Promise<boolean> {
  const act = { actor: 'gongxin', purpose: 'casework', now };
  // all of its records: a page may hold some of them only
  const { records } = await recordsOf(trx, catalogue, subjectId, { day: today(now) });
  const days = daysTold(catalogue, week);
  const reminded = records.flatMap((record) => remindedRecord(record, week, days));
  if (reminded.length === 0) return false;
  const blanks = { records: linesWithin(reminded.map(({ line }) => line)) };
  const { rowCount } = await trx.query(
    `insert into repair_reminder (subject_id, week, records, agencies, body, recorded_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [
      subjectId,
      week,
      JSON.stringify(reminded),
      [...new Set(reminded.map(({ agency }) => agency))],
      fillTemplate('repairable', blanks).body,
      now,
    ],
  );
  if (rowCount === 0) return false;
  await sendMessage(trx, act, {
    to: { subjectId },
    template: 'repairable',
    blanks,
    about: { subjectId },
    key: `repairable:${week}`,
  });
  await journal(trx, act, {
    event: 'repair.reminded',
    subjectId,
    target: subjectId,
    detail: { week, records: reminded.length },
  });
  return true;
}

/** What does not stand, is hidden or was revoked is not told of. */
function remindedRecord(
  record: RepairRecord,
  week: CalendarDate,
  { from, until }: { from: CalendarDate; until: CalendarDate },
): RemindedRecord[] {
  const { firstDay, missing, notRepairable } = eligibilityOf(record.facts, week);
  if (notRepairable !== undefined || firstDay === null || firstDay < from || firstDay > until) return [];
  const lacks = missing.filter(({ code }) => code !== 'min-period').map(({ says }) => says);
  const needs = lacks.length === 0 ? '材料已齐，确认后即可申请。' : lacks.join('');
  const line = `${recordWords(record)}：自 ${firstDay} 起可以申请修复。${needs}由${record.agencyName}办理，不收取费用。`;
  return [{ recordId: record.recordId, agency: record.agency, firstDay, line }];
}

/** As many lines as a message holds; of the rest, how many there are. */
export function linesWithin(lines: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += [...line].length + 1;
    if (length > LINES_CHARACTERS && kept.length > 0) break;
    kept.push([...line].slice(0, LINES_CHARACTERS).join(''));
  }
  const left = lines.length - kept.length;
  return [...kept, ...(left > 0 ? [`另有 ${left} 条，请登录后在“我要修复”中查看。`] : [])].join('\n');
}
