import type { ListEntry, ListPage } from '../../../../web/src/portal/model.ts';
import { list as listPath, subject as subjectPath } from '../../../../web/src/portal/paths.ts';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { List } from '../catalogue/index.ts';
import { citeAll, effectsOf } from './clauses.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { entriesByList } from './lists-page.ts';
import { publishedInOrder, UNDER_OBJECTION } from './published.ts';
import type { Asking } from './statistics.ts';
import { termText } from './terms.ts';

const ENTRIES_A_PAGE = 40;

/** What the list is, and who stands on it today, the latest decisions first. Null where the catalogue has no such list. */
export async function listPage(asking: Asking, code: string, after: string | undefined): Promise<ListPage | null> {
  const { catalogue, now } = asking;
  const list = catalogue.list(code);
  if (list === undefined || catalogue.category(list.category)?.openness !== 'public') return null;
  const cursor = after === undefined ? null : readCursor(after);
  const rows = await entriesOf(asking, list, cursor);
  const shown = rows.slice(0, ENTRIES_A_PAGE);
  const last = shown.at(-1);
  return {
    page: 'list',
    code,
    name: list.name,
    today: today(now),
    basis: citeAll(catalogue, list.basis),
    decidedBy: list.authority,
    term: list.term === undefined ? '没有固定期限，符合移出条件即移出' : `自认定之日起最长 ${termText(list.term)}`,
    exit: list.exit,
    notice: noticeText(list),
    noticeBasis: citeAll(catalogue, list.notice.basis ?? []),
    hearing: list.hearing,
    note: list.note ?? null,
    effects: effectsOf(catalogue, triggersOf(asking, list)),
    total: (await entriesByList(asking)).get(code) ?? 0,
    entries: shown.map(entryOf),
    first: cursor === null,
    firstHref: listPath(code),
    ...(rows.length > ENTRIES_A_PAGE && last !== undefined
      ? { next: listPath(code, { after: writeCursor(last) }) }
      : {}),
  };
}

function noticeText({ notice }: List): string {
  if (!notice.required) return '列入前不另行告知，决定书送达时告知理由和救济途径。';
  const days = notice.daysToAnswer === undefined ? '' : `，收到告知后 ${notice.daysToAnswer} 个工作日内可以陈述、申辩`;
  return `应当事先书面告知${days}。`;
}

/** Triggers that an entry of this list, and no other fact, would set off. */
function triggersOf({ catalogue }: Asking, list: List) {
  return catalogue.triggersOf(list.category).filter((trigger) => trigger.when({}, list.code));
}

type Row = Cursor & {
  subjectId: string;
  code: string | null;
  name: string;
  authorityName: string;
  documentNo: string | null;
  until: CalendarDate | null;
  underObjection: boolean;
};

/** Walks `record_listed` from the newest day. */
async function entriesOf({ pool, catalogue, now }: Asking, list: List, after: Cursor | null): Promise<Row[]> {
  const { from, where, values } = publishedInOrder(catalogue, now);
  const { rows } = await pool.query<Row>(
    `select to_char(r.decided_on, 'YYYY-MM-DD') as day, r.authority, r.record_id as "recordId",
            s.subject_id as "subjectId", s.code, s.name, coalesce(a.name, r.authority_name, r.authority) as "authorityName",
            r.document_no as "documentNo", w.public_until as "until", ${UNDER_OBJECTION}
       from ${from} left join agency a on a.uscc = r.authority
      where ${where} and r.list = $3 and r.decided_on <= $4::date
        and ($5::date is null or r.decided_on < $5 or (r.authority, r.record_id) > ($6::text, $7::text))
      order by r.decided_on desc, r.authority, r.record_id limit $8`,
    [
      ...values,
      list.code,
      after?.day ?? today(now),
      after?.day ?? null,
      after?.authority ?? null,
      after?.recordId ?? null,
      ENTRIES_A_PAGE + 1,
    ],
  );
  return rows;
}

function entryOf({ subjectId, code, name, authorityName, documentNo, day, until, underObjection }: Row): ListEntry {
  return {
    party: { href: subjectPath(code ?? subjectId), name, code },
    documentNo,
    decidedBy: authorityName,
    from: day,
    until,
    underObjection,
  };
}
