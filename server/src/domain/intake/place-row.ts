import { documentNoKey } from '../../kernel/text.ts';
import { workingDayAfter } from '../../kernel/working-days.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { recordIdOf } from '../records/index.ts';
import type { Candidate, Newcomer, RegisterView } from '../subjects/index.ts';
import { type Authority, authorityOf } from './authority.ts';
import type { Desk } from './desk.ts';
import { type Finding, inColumnOrder } from './findings.ts';
import { judgeList } from './judge-list.ts';
import type { JudgedRow, Values } from './judge-row.ts';
import type { Value } from './row-values.ts';
import { placeOf, type TableHead } from './table-head.ts';
import { whoseRow } from './whose-row.ts';
import { type Withheld, withheldBecause } from './withhold.ts';

/** A row that is good so far: only its version is left to judge. */
export type PlacedRow = {
  subjectId: string;
  authority: Authority;
  values: Values;
  absent: string[];
  warnings: Finding[];
  late: boolean;
  list: string | null;
  /** Why it enters unpublished and unusable; null where it does not. */
  withheld: Withheld | null;
};

export type Placement =
  | { outcome: 'placed'; recordId: string; row: PlacedRow; newcomer: Newcomer | null }
  | { outcome: 'rejected'; findings: Finding[] }
  | { outcome: 'unresolved'; finding: Finding; candidates: Candidate[]; row: Omit<PlacedRow, 'subjectId'> };

/** Says whose record a judged row is, by the register and the catalogue. Errors come first: a broken row is rejected. */
export function placeRow(judged: JudgedRow, head: TableHead, desk: Desk, register: RegisterView): Placement {
  const { category, sender } = desk;
  const findings = [...judged.findings];
  const warnings = [...judged.warnings];

  const decided = authorityOf(judged, head, category, sender);
  if ('finding' in decided) findings.push(decided.finding);
  else if (decided.warning) warnings.push(decided.warning);
  const listed = judgeList(judged, head, desk);
  if (listed.finding) findings.push(listed.finding);

  const whose = whoseRow(judged, head, category, register);
  if ('finding' in whose) findings.push(whose.finding);
  if ('subject' in whose && !category.subjects.includes(whose.subject.kind as never)) {
    findings.push({ ...whose.place, code: 'subject-kind', message: `“${category.name}”不收此类主体，请核对主体类型` });
  }
  if (findings.length > 0 || 'finding' in decided || 'finding' in whose) {
    return { outcome: 'rejected', findings: inColumnOrder(distinct(findings)) };
  }
  if (whose.warning) warnings.push(whose.warning);

  const row = {
    authority: decided.authority,
    values: judged.values,
    absent: judged.absent,
    warnings,
    late: isLate(judged.values, desk),
    list: listed.list,
    withheld: withheldBecause(judged.values, head.edition, desk),
  };
  if ('unresolved' in whose) {
    return { outcome: 'unresolved', finding: whose.unresolved, candidates: whose.candidates, row };
  }
  const { subject, newcomer } = whose;
  const decidedOn = category.decides.on === undefined ? null : judged.values[category.decides.on];
  if (subject.foundedOn !== null && typeof decidedOn === 'string' && decidedOn < subject.foundedOn) {
    warnings.push({
      ...placeOf(head, category.decides.on),
      code: 'decided-before-founding',
      message: `决定日期 ${decidedOn} 早于该主体成立日期 ${subject.foundedOn}，请核对`,
    });
  }
  return {
    outcome: 'placed',
    newcomer,
    recordId: recordIdFor(subject.subjectId, row, category),
    row: { ...row, subjectId: subject.subjectId, warnings: inColumnOrder(warnings) },
  };
}

/** The id of the record a row speaks of once its subject is known. */
export function recordIdFor(
  subjectId: string,
  row: Pick<PlacedRow, 'authority' | 'values'>,
  category: CompiledCategory,
): string {
  const parts = category.naturalKey.map((id) => keyPartOf(row.values[id] ?? null));
  const authority = category.keyOmits?.includes('decidedBy') ? null : row.authority.code;
  return recordIdOf({ category: category.code, authority, parts, subjectId });
}

/** A value as far as it tells one record from another. */
export function keyPartOf(value: Value): string | null {
  if (value === null) return null;
  return documentNoKey(typeof value === 'string' ? value : [...value].sort().join(';'));
}

/** Late: decided longer ago than the catalogue gives for publication. Days repeat, so each is counted once a batch. */
function isLate(values: Values, { catalogue, category, receivedOn, lateDays }: Desk): boolean {
  const days = category.publishWithinWorkingDays;
  const decidedOn = category.decides.on === undefined ? null : values[category.decides.on];
  if (days === undefined || typeof decidedOn !== 'string') return false;
  const known = lateDays.get(decidedOn);
  if (known !== undefined) return known;
  // the first day on which it is late is always near, the decision itself may be years ago
  const late = workingDayAfter(decidedOn, days + 1, catalogue.workingDays).date <= receivedOn;
  lateDays.set(decidedOn, late);
  return late;
}

/** One finding of a kind a column: two rules that say the same of a cell say it once. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.at}/${finding.column}/${finding.code}`, finding])).values()];
}
