import { judgeAgreement } from '../../kernel/amounts.ts';
import { type CodeVerdict, judgeUscc, looksLikeIdCard, normaliseCode } from '../../kernel/codes.ts';
import type { CalendarDate } from '../../kernel/dates.ts';
import { EMPTY_CELL, type TableRow } from '../../platform/files/index.ts';
import type { CompiledCategory, Field } from '../catalogue/index.ts';
import { type Finding, inColumnOrder } from './findings.ts';
import { planOf } from './head-plan.ts';
import type { Value } from './row-values.ts';
import type { Column, TableHead } from './table-head.ts';

export type Values = Record<string, Value>;

/** Who the row says it is about, before the register has been asked. */
export type Party = {
  name: string | null;
  verdict: CodeVerdict | null;
  orgCode: string | null;
  oldNumbers: { field: string; value: string }[];
};

export type JudgedRow = {
  sheet: string | null;
  row: number;
  values: Values;
  /** Field ids this table has no column for: what is held stays. */
  absent: string[];
  party: Party;
  findings: Finding[];
  warnings: Finding[];
};

/** A row of a natural person where none may enter: nothing of it is kept but where it stood. */
export type PersonRow = { sheet: string | null; row: number; person: Finding };

/** A row as it is by itself, and the heading that governs it. */
export type Judged = { judged: JudgedRow | PersonRow; head: TableHead };

type Place = Pick<Finding, 'at' | 'column'>;

const NONE: ReadonlySet<number> = new Set();

/**
 * Judges one row by itself: every value, every condition of the catalogue, all errors in column order. What needs the
 * register (whose row it is) or the archive (which version) comes later.
 */
export function judgeRow(
  row: TableRow,
  head: TableHead,
  category: CompiledCategory,
  today: CalendarDate,
): JudgedRow | PersonRow {
  const place = { sheet: row.sheet, row: row.row };
  const values: Values = {};
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  const plan = planOf(head, category);
  for (const { column, at, read } of plan.columns) {
    const { value, finding, warning } = read(row.cells[column.index] ?? EMPTY_CELL);
    if (finding) findings.push({ ...at, ...finding });
    if (warning) warnings.push({ ...at, ...warning });
    values[column.field.id] = join(values[column.field.id], value);
  }
  const person = personIn(row, head, category, values);
  if (person) return { ...place, person };

  for (const field of dropIdentityNumbers(values, category)) {
    if (typeof values[category.identifies.code] === 'string') continue;
    const at = plan.places.get(field);
    if (at) findings.push({ ...at, code: 'uscc-is-id-card', message: IDENTITY_NUMBER });
  }
  const party = partyOf(row, plan.code, category, values);
  const broken = findings.length === 0 ? NONE : new Set(findings.map(({ at }) => at));

  for (const { field, at } of plan.asked) {
    if (broken.has(at.at)) continue;
    const finding = missing(field, values, party, category) ?? misdated(field, values, category, today);
    if (finding) findings.push({ ...at, ...finding });
    else judgeAmount(field, values, at, findings, warnings);
  }
  const { absent } = plan;
  return { ...place, values, absent, party, findings: inColumnOrder(findings), warnings: inColumnOrder(warnings) };
}

/** Parts of a joined old column become one value. */
function join(held: Value | undefined, next: Value): Value {
  if (held === undefined || held === null) return next;
  if (next === null) return held;
  if (Array.isArray(held) && Array.isArray(next)) return [...new Set([...held, ...next])];
  return `${held};${next}`;
}

function personIn(row: TableRow, head: TableHead, category: CompiledCategory, values: Values): Finding | null {
  const { partyKind, code } = category.identifies;
  const kind = partyKind === undefined ? null : values[partyKind];
  const codeText = values[code];
  const hasValidCode = () => typeof codeText === 'string' && judgeUscc(codeText).kind.startsWith('valid');
  const number = planOf(head, category).personNumbers.find(({ index }) => (row.cells[index]?.text.trim() ?? '') !== '');
  const isPerson = typeof kind === 'string' && category.meansOf(partyKind ?? '', kind) === 'person';
  if (!isPerson && (number === undefined || hasValidCode())) return null;
  const column = head.columns.find(({ field }) => field.id === partyKind) ?? number ?? head.columns[0];
  return {
    at: column?.index ?? 0,
    column: column?.heading ?? '',
    code: 'natural-person-not-allowed',
    message: '本类信息不收自然人数据，请删除该行；平台未保存该行内容',
  };
}

const IDENTITY_NUMBER = '此处填的是身份证件号码，请改填该单位的代码；平台未保存该号码';

/** An identity number in a column for an organisation's numbers is a sole trader's or a mistake: it is not held. */
function dropIdentityNumbers(values: Values, category: CompiledCategory): string[] {
  const { orgCode, oldNumbers = [] } = category.identifies;
  const found = [orgCode, ...oldNumbers].filter((id): id is string => {
    const value = id === undefined ? null : values[id];
    return (
      typeof value === 'string' && looksLikeIdCard(normaliseCode(value)) && !judgeUscc(value).kind.startsWith('valid')
    );
  });
  for (const id of found) values[id] = null;
  return found;
}

function partyOf(row: TableRow, column: Column | undefined, category: CompiledCategory, values: Values): Party {
  const { name, code, orgCode, oldNumbers = [] } = category.identifies;
  const text = (id: string | undefined): string | null => {
    const value = id === undefined ? null : values[id];
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const cell = column ? row.cells[column.index] : undefined;
  const codeText = text(code);
  const verdict = codeText === null ? null : judgeUscc(codeText, { fromNumericCell: cell?.kind === 'number' });
  if (verdict !== null) values[code] = verdict.code;
  return {
    name: text(name),
    verdict,
    orgCode: text(orgCode),
    oldNumbers: oldNumbers.flatMap((field) => {
      const value = text(field);
      return value === null ? [] : [{ field, value: normaliseCode(value) }];
    }),
  };
}

type Unplaced = Pick<Finding, 'code' | 'message'>;

function missing(field: Field, values: Values, party: Party, category: CompiledCategory): Unplaced | null {
  const value = values[field.id] ?? null;
  const empty = value === null || value.length === 0;
  const { name, code } = category.identifies;
  if (!empty) {
    if (!category.isForbidden(field.id, values)) return null;
    return { code: 'bad-enum', message: `按本行其他内容，“${field.name}”应为空，请核对后删除或改正` };
  }
  if (field.id === code) {
    const unnamed = party.name === null && party.orgCode === null && party.oldNumbers.length === 0;
    return unnamed ? required(field) : null;
  }
  if (field.id === name) return required(field);
  // an empty end of a term says "without end": only its column can be missing
  if (field.type === 'term-end' && values[field.id] !== undefined) return null;
  if (field.required === true) return required(field);
  if (!category.isRequired(field.id, values)) return null;
  const asked = (field.requiredCode ?? 'required') as Finding['code'];
  return asked === 'required'
    ? required(field)
    : { code: asked, message: `“${field.name}”为空：处罚类别含有需要填写该项的种类，请补填` };
}

const required = (field: Field): Unplaced => ({ code: 'required', message: `“${field.name}”为必填项，请补填` });

function misdated(field: Field, values: Values, category: CompiledCategory, today: CalendarDate): Unplaced | null {
  const value = values[field.id];
  if (typeof value !== 'string' || (field.type !== 'date' && field.type !== 'term-end')) return null;
  if ((field.notAfterToday === true || field.id === category.decides.on) && value > today) {
    return { code: 'date-in-future', message: `“${field.name}”${value} 晚于今天，请核对日期` };
  }
  const earliest = field.notBefore === undefined ? null : values[field.notBefore];
  if (typeof earliest === 'string' && value < earliest) {
    return { code: 'date-order', message: `“${field.name}”${value} 早于 ${earliest}，请核对两个日期` };
  }
  return null;
}

function judgeAmount(field: Field, values: Values, at: Place, findings: Finding[], warnings: Finding[]): void {
  const amount = values[field.id];
  const content = field.agreesWith === undefined ? null : values[field.agreesWith];
  if (field.type !== 'amount' || typeof amount !== 'string' || typeof content !== 'string') return;
  const agreement = judgeAgreement(amount, content);
  if (agreement === 'unit') {
    findings.push({
      ...at,
      code: 'amount-unit',
      message: `“${at.column}”折合 ${amount} 元，与内容中的金额正好相差一万倍，请核对单位是元还是万元`,
    });
  } else if (agreement === 'differs') {
    warnings.push({
      ...at,
      code: 'amount-differs',
      message: `“${at.column}”折合 ${amount} 元，与内容中的金额不一致，请核对`,
    });
  }
}
