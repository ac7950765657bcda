import type { Department, PublicityPage, PublishedEntry } from '../../../../web/src/portal/model.ts';
import { publicityOf, subject as subjectPath } from '../../../../web/src/portal/paths.ts';
import { isCalendarDate } from '../../kernel/civil-days.ts';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { visibleFields } from '../records/index.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { decisionCategories } from './decisions.ts';
import { publishedInOrder, UNDER_OBJECTION } from './published.ts';
import { titleOf } from './record-item.ts';
import { type Asking, reachesBackTo, tallies } from './statistics.ts';

const ENTRIES_A_PAGE = 40;
const KINDS_ALWAYS_SHOWN = 2;

export type PublicityQuery = { kind?: string; department?: string; until?: string; after?: string };
type Row = Cursor & {
  subjectId: string;
  code: string | null;
  name: string;
  authorityName: string;
  documentNo: string | null;
  fields: Parameters<typeof visibleFields>[2];
  shownUntil: CalendarDate | null;
  underObjection: boolean;
};

/** Decisions of one kind by day, newest first, and how punctual each department is. Null where there is no such kind. */
export async function publicityPage(asking: Asking, query: PublicityQuery): Promise<PublicityPage | null> {
  const { catalogue, now } = asking;
  const categories = decisionCategories(catalogue);
  const category = categories.find(({ code }) => code === (query.kind ?? categories[0]?.code));
  if (category === undefined) return null;
  const departments = await departmentsOf(asking, category);
  const department = departments.find(({ code }) => code === query.department) ?? null;
  const until = query.until !== undefined && isCalendarDate(query.until) ? query.until : null;
  const after = query.after === undefined ? null : readCursor(query.after);

  const filter = { kind: category.code, department: department?.code, until };
  const rows = await entriesOf(asking, category, { department: department?.code ?? null, until, after });
  const shown = rows.slice(0, ENTRIES_A_PAGE);
  const last = shown.at(-1);
  return {
    page: 'publicity',
    today: today(now),
    since: reachesBackTo(now),
    kinds: (await kindsShown(asking, categories, category)).map(({ code, name }) => ({
      name,
      href: publicityOf({ kind: code }),
      current: code === category.code,
    })),
    kindName: category.name,
    workingDays: category.publishWithinWorkingDays ?? 0,
    departments,
    kind: category.code,
    department: department === null ? null : { code: department.code, name: department.name },
    until,
    days: byDay(shown.map((row) => ({ day: row.day, entry: entryOf(category, row) }))),
    first: after === null,
    firstHref: publicityOf(filter),
    ...(rows.length > ENTRIES_A_PAGE && last !== undefined
      ? { next: publicityOf({ ...filter, after: writeCursor(last) }) }
      : {}),
  };
}

/** Licences and penalties always; of the rest what has something to show. */
async function kindsShown(asking: Asking, categories: CompiledCategory[], current: CompiledCategory) {
  const used = new Set((await tallies(asking)).map(({ category }) => category));
  return categories.filter(({ code }, at) => at < KINDS_ALWAYS_SHOWN || code === current.code || used.has(code));
}

async function departmentsOf(asking: Asking, category: CompiledCategory): Promise<Department[]> {
  const departments = new Map<string, Department>();
  for (const tally of await tallies(asking)) {
    if (tally.category !== category.code) continue;
    const { authority: code, authorityName: name } = tally;
    const href = publicityOf({ kind: category.code, department: code });
    const known = departments.get(code) ?? { code, name, href, published: 0, late: 0, lastDecidedOn: '' };
    known.published += tally.records;
    known.late += tally.late;
    if (tally.lastDecidedOn > known.lastDecidedOn) known.lastDecidedOn = tally.lastDecidedOn;
    departments.set(code, known);
  }
  return [...departments.values()].toSorted((a, b) => b.published - a.published || (a.code < b.code ? -1 : 1));
}

type Filter = { department: string | null; until: CalendarDate | null; after: Cursor | null };

/** Walks `record_published` from the newest day; within a day by authority. */
async function entriesOf(
  { pool, catalogue, now }: Asking,
  category: CompiledCategory,
  { department, until, after }: Filter,
): Promise<Row[]> {
  const { from, where, values } = publishedInOrder(catalogue, now);
  const latest = [today(now), until, after?.day].filter((day) => day !== null && day !== undefined).sort()[0];
  const { rows } = await pool.query<Row>(
    `select to_char(r.decided_on, 'YYYY-MM-DD') as day, r.authority, r.record_id as "recordId",
            s.subject_id as "subjectId", s.code, s.name, coalesce(a.name, r.authority_name, r.authority) as "authorityName",
            r.document_no as "documentNo", r.fields, w.public_until as "shownUntil", ${UNDER_OBJECTION}
       from ${from} left join agency a on a.uscc = r.authority
      where ${where} and r.category = $3 and r.decided_on between $4::date and $5::date
        and ($6::text is null or r.authority = $6)
        and ($7::date is null or r.decided_on < $7 or (r.authority, r.record_id) > ($8::text, $9::text))
      order by r.decided_on desc, r.authority, r.record_id limit $10`,
    [
      ...values,
      category.code,
      reachesBackTo(now),
      latest,
      department,
      after?.day ?? null,
      after?.authority ?? null,
      after?.recordId ?? null,
      ENTRIES_A_PAGE + 1,
    ],
  );
  return rows;
}

function entryOf(category: CompiledCategory, row: Row): PublishedEntry {
  const { subjectId, code, name, authorityName, documentNo, fields, day, shownUntil, underObjection } = row;
  return {
    party: { href: subjectPath(code ?? subjectId), name, code },
    title: titleOf(category, visibleFields(category, 'public', fields)),
    documentNo,
    decidedBy: authorityName,
    decidedOn: day,
    shownUntil,
    underObjection,
  };
}

function byDay(entries: readonly { day: string; entry: PublishedEntry }[]): PublicityPage['days'] {
  const days = new Map<string, PublishedEntry[]>();
  for (const { day, entry } of entries) days.set(day, [...(days.get(day) ?? []), entry]);
  return [...days].map(([day, of]) => ({ day, entries: of }));
}
