import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesWithin } from '../../access/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { type Chart, isFinal, stateName } from '../charts/chart.ts';
import { type CaseClock, clocksOf } from '../clocks/clocks-of.ts';
import { readCaseCursor, writeCaseCursor } from './case-cursor.ts';
import { dutiesOf } from './heirs.ts';

export const CASES_PAGE = 50;
export const CASES_PAGE_AT_MOST = 200;

export type CasesQuestion = {
  procedure?: string | undefined;
  state?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

export type ListedCase = {
  caseId: string;
  procedure: string;
  procedureName: string;
  subject: { subjectId: string; code: string | null; name: string };
  agency: string;
  state: string;
  stateName: string;
  final: boolean;
  openedAt: Date;
  clocks: CaseClock[];
};

type Row = Omit<ListedCase, 'procedureName' | 'stateName' | 'final' | 'clocks' | 'subject'> & {
  subjectId: string;
  code: string | null;
  name: string;
  openedAt: Date;
};

const CASES = `select f.case_id as "caseId", f.procedure, f.agency, f.opened_at as "openedAt", f.subject_id as "subjectId",
       s.code, s.name, last.to_state as state
  from case_file f
  join subject s on s.subject_id = f.subject_id
  cross join lateral (select d.to_state from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
    order by d.deed_no desc limit 1) last`;

/** The agencies whose cases a caller may see today: those within reach, and those whose duties came down to them. */
export async function agenciesOfReach(db: Queryable, reach: Reach, day: CalendarDate): Promise<string[] | null> {
  return reach.over === 'agency' ? dutiesOf(db, reach.agency, day) : agenciesWithin(db, reach);
}

/** Cases within reach, of these charts alone, newest first. */
export async function listCases(
  trx: Queryable,
  act: Act,
  { reach, catalogue, charts }: { reach: Reach; catalogue: Catalogue; charts: readonly Chart[] },
  { procedure, state, limit = CASES_PAGE, after }: CasesQuestion,
): Promise<{ cases: ListedCase[]; next?: string } | Refusal> {
  // also lest the journal keep whatever somebody types there
  if (procedure !== undefined && !charts.some((chart) => chart.procedure === procedure)) {
    const known = charts.map((chart) => `${chart.procedure}（${chart.name}）`).join('、');
    return refuse('unknown-code', `没有这种程序，请从下列程序中选择：${known}。`, { field: 'procedure' });
  }
  const from = after === undefined ? undefined : readCaseCursor(after);
  if (from === null) return refuse('invalid-request', 'after 须为上一页的 next。', { field: 'after' });
  const agencies = await agenciesOfReach(trx, reach, today(act.now));
  const { rows } = await trx.query<Row>(
    `${CASES} where ($1::text[] is null or f.agency = any($1)) and ($2::text is null or f.procedure = $2)
        and ($3::text is null or last.to_state = $3)
        and ($4::timestamptz is null or (f.opened_at, f.case_id) < ($4, $5))
        and f.procedure = any($7)
      order by f.opened_at desc, f.case_id desc limit $6`,
    [
      agencies,
      procedure ?? null,
      state ?? null,
      from?.openedAt ?? null,
      from?.caseId ?? null,
      limit + 1,
      charts.map((chart) => chart.procedure),
    ],
  );
  const page = rows.slice(0, limit);
  const clocks = await clocksOf(
    trx,
    page.map(({ caseId }) => caseId),
    catalogue.workingDays,
    today(act.now),
  );
  // a word nobody knows is not repeated: it may be anything, somebody's number too
  const asked = charts.find((chart) => chart.procedure === procedure)?.procedure ?? null;
  await journal(trx, act, { event: 'case.listed', detail: { procedure: asked, cases: page.length } });
  const last = page.at(-1);
  return {
    cases: page.map((row) => listed(charts, row, clocks.get(row.caseId) ?? [])),
    ...(rows.length > limit && last !== undefined ? { next: writeCaseCursor(last) } : {}),
  };
}

function listed(charts: readonly Chart[], row: Row, clocks: CaseClock[]): ListedCase {
  const chart = charts.find(({ procedure }) => procedure === row.procedure);
  if (chart === undefined) throw new Error(`no chart of ${row.procedure}`);
  const { subjectId, code, name, ...rest } = row;
  return {
    ...rest,
    procedureName: chart.name,
    subject: { subjectId, code, name },
    stateName: stateName(chart, row.state),
    final: isFinal(chart, row.state),
    clocks,
  };
}
