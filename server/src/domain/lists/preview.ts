import { canonicalJson, type Json, sha256Hex } from '../../kernel/canonical-json.ts';
import { addDays, type CalendarDate } from '../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, casePersons, isNamed, valuesOfDecision } from '../casework/index.ts';
import { type Catalogue, groundsFor, PERSON_IN_ROLE, windowsFor } from '../catalogue/index.ts';
import type { Act } from '../journal/index.ts';
import { dayOf, decisionOf, type HeldListing } from './listing.ts';

/** Open checks told of at most; more are counted. */
export const OPEN_CHECKS_AT_MOST = 200;

/** One measure that would follow, on which clause, in which matters, until when. */
export type ForeseenMeasure = {
  measure: string;
  name: string;
  direction: 'restriction' | 'incentive';
  effect: 'must' | 'may';
  clause: string;
  /** Who carries it out, as the catalogue says. */
  executedBy: string;
  matters: { matter: string; name: string }[];
  from: CalendarDate;
  until: CalendarDate | null;
};

/** A check of this organisation that an office may still be working on, and would be answered otherwise. */
export type TouchedCheck = {
  checkId: string;
  agency: string | null;
  agencyName: string | null;
  matter: string;
  requestRef: string | null;
  answeredAt: Date;
  verdict: string;
};

/** What a listing decided today would do (影响预览). */
export type Preview = {
  list: string;
  listName: string;
  from: CalendarDate;
  until: CalendarDate | null;
  publicFrom: CalendarDate | null;
  publicUntil: CalendarDate | null;
  measures: ForeseenMeasure[];
  /** Measures of the list that do not reach this kind of organisation. */
  notForKind: string[];
  /** Persons named in role, by number and duty, and what would follow for each, in that role only. */
  persons: { personNo: number; duty: string }[];
  forPersons: ForeseenMeasure[];
  openChecks: TouchedCheck[];
  openChecksInAll: number;
  /** SHA-256 over all of it: what a second official confirms is what was seen. */
  digest: string;
};

const NO_NUMBER_YET = '（待定）';

/**
 * What would follow if the listing were decided and served today: measures, offices, days, and the checks still open that
 * would be answered otherwise. Reads only.
 */
export async function previewListing(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  held: HeldListing,
): Promise<Preview | Refusal> {
  const day = dayOf(act);
  const entry = await entryToday(trx, act, catalogue, held);
  if (isRefusal(entry)) return entry;
  const { record, kind } = entry;
  const windows = windowsFor(catalogue, record);
  const { measures, notForKind } = foreseen(catalogue, record, kind);
  const persons = (await casePersons(trx, held)).filter(isNamed);
  const matters = [...new Set(measures.flatMap((one) => one.matters.map(({ matter }) => matter)))];
  const since = addDays(day, -catalogue.policy.openCheckDays);
  const checks = await openChecks(trx, held.subjectId, matters, since);
  const told = {
    list: held.list.code,
    listName: held.list.name,
    from: windows.usableFrom,
    until: windows.usableUntil,
    publicFrom: windows.publicFrom,
    publicUntil: windows.publicUntil,
    measures,
    notForKind,
    persons: persons.map(({ personNo, duty }) => ({ personNo, duty })),
    forPersons: persons.length === 0 ? [] : foreseen(catalogue, record, PERSON_IN_ROLE).measures,
    openChecks: checks.told,
    openChecksInAll: checks.inAll,
  };
  return { ...told, digest: sha256Hex(canonicalJson(JSON.parse(JSON.stringify(told)) as Json)) };
}

/** What would follow for a person named in the entry; empty where the catalogue has no measure for one. */
export async function measuresForPersons(
  trx: Transaction,
  { act, catalogue }: Pick<Acting, 'act' | 'catalogue'>,
  held: HeldListing,
): Promise<ForeseenMeasure[] | Refusal> {
  const entry = await entryToday(trx, act, catalogue, held);
  return isRefusal(entry) ? entry : foreseen(catalogue, entry.record, PERSON_IN_ROLE).measures;
}

/** The record the entry would be if it were decided and served today, and the kind of its organisation. */
async function entryToday(trx: Transaction, act: Act & { agency: string }, catalogue: Catalogue, held: HeldListing) {
  const day = dayOf(act);
  const decided = decisionOf(held, { documentNo: NO_NUMBER_YET, decidedOn: day, servedOn: day });
  if (isRefusal(decided)) return decided;
  const judged = await valuesOfDecision(trx, act, catalogue, held.subjectId, decided);
  if (isRefusal(judged)) return judged;
  const record = { category: decided.category, authority: act.agency, fields: judged.values };
  return { record, kind: judged.subject.kind };
}

function foreseen(
  catalogue: Catalogue,
  record: Parameters<typeof groundsFor>[1],
  kind: string,
): { measures: ForeseenMeasure[]; notForKind: string[] } {
  const notForKind: string[] = [];
  const measures = groundsFor(catalogue, record).flatMap(({ trigger, from, until }) =>
    catalogue.measuresOf(trigger).flatMap(({ measure, effect, clause, matters }): ForeseenMeasure[] => {
      if (!measure.targets.some((target) => target === kind)) {
        // what is for persons is not for any organisation, and nobody asked whether it is
        if (!measure.targets.includes(PERSON_IN_ROLE)) notForKind.push(measure.name);
        return [];
      }
      return [
        {
          measure: measure.code,
          name: measure.name,
          direction: measure.direction,
          effect,
          clause: clause.clause,
          executedBy: measure.authority,
          matters: matters.map((matter) => ({ matter, name: catalogue.matter(matter)?.name ?? matter })),
          from,
          until,
        },
      ];
    }),
  );
  return { measures, notForKind: [...new Set(notForKind)].sort() };
}

async function openChecks(
  db: Queryable,
  subjectId: string,
  matters: readonly string[],
  since: CalendarDate,
): Promise<{ told: TouchedCheck[]; inAll: number }> {
  const { rows } = await db.query<TouchedCheck & { inAll: number }>(
    `select a.check_id as "checkId", h.agency, g.name as "agencyName", h.matter, h.request_ref as "requestRef",
            a.answered_at as "answeredAt", a.verdict, count(*) over ()::int as "inAll"
       from check_answer a
       join check_head h on h.check_id = a.check_id
       left join agency g on g.uscc = h.agency
      where a.subject_id = $1 and h.matter = any($2) and a.answered_at >= ($3::text || 'T00:00:00+08:00')::timestamptz
      order by a.answered_at desc, a.check_id limit ${OPEN_CHECKS_AT_MOST}`,
    [subjectId, matters, since],
  );
  return { told: rows.map(({ inAll: _, ...told }) => told), inAll: rows[0]?.inAll ?? 0 };
}

/** The rows of a paper's table of measures: what, who carries it out, on which clause. */
export function measureRows({ measures }: Pick<Preview, 'measures'>, catalogue: Catalogue): string[][] {
  if (measures.length === 0) return [['无', '—', '—']];
  return measures.map(({ name, effect, executedBy, matters, clause }) => [
    `${name}（${effect === 'must' ? '应当' : '可以'}；${matters.map((one) => one.name).join('、')}）`,
    executedBy,
    clauseInWords(catalogue, clause),
  ]);
}

/** `instrument#article` as a paper cites it. */
export function clauseInWords(catalogue: Catalogue, clause: string): string {
  const [code = '', article = ''] = clause.split('#');
  const title = catalogue.instrument(code)?.title;
  return title === undefined ? clause : `《${title}》${article}`;
}
