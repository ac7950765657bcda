import type { Fact, Item } from '../../../../web/src/portal/model.ts';
import type { Catalogue, CompiledCategory, Field, Severity } from '../catalogue/index.ts';
import type { ArchiveRecord } from '../records/index.ts';
import { reasonText } from './terms.ts';

/** Fields that say in a few words what was decided; the first one held is the title. */
const TITLES = ['documentName', 'certificateName', 'projectName', 'honour', 'listType', 'kinds', 'violation', 'year'];
const TITLE_CHARACTERS = 80;
/** Longer texts take a row of their own. */
const SHORT_CHARACTERS = 30;
const UNIT_IN_A_HEADING = /（(?:万元|元)）$/;
const WHOLE_AND_CENTS = /^(-?\d+)(?:\.(\d+))?$/;

/** A record as its page and every list show it; adverse and favourable ones in the same way. */
export function recordItem(catalogue: Catalogue, record: ArchiveRecord, severity: Severity | null): Item {
  const category = catalogue.category(record.category);
  if (category === undefined) throw new Error(`a record of ${record.category} was answered`);
  const table = catalogue.severityOf(category.code, record.decidedBy);
  return {
    title: titleOf(category, record.fields),
    decidedBy: record.decidedByName ?? record.decidedBy ?? '未载明',
    documentNo: record.documentNo,
    decidedOn: record.decidedOn,
    shownUntil: record.publicUntil,
    reason: reasonText(category, severity === null || table === undefined ? null : { name: severity, table }),
    adverse: category.isAdverse(record.fields),
    underObjection: record.underObjection === true,
    statement: record.statement ?? null,
    facts: factsOf(category, record.fields),
  };
}

type Shown = ArchiveRecord['fields'];

export function titleOf(category: CompiledCategory, fields: Readonly<Record<string, unknown>>): string {
  for (const id of TITLES) {
    const field = category.fieldsById.get(id);
    const value = fields[id];
    if (field === undefined || !(typeof value === 'string' || Array.isArray(value)) || value.length === 0) continue;
    const text = Array.isArray(value) ? value.join('、') : value;
    const title =
      field.type === 'year'
        ? `${text} 年度${category.name}`
        : withReason(text, id === 'kinds' ? fields.violation : null);
    return [...title].length <= TITLE_CHARACTERS ? title : `${[...title].slice(0, TITLE_CHARACTERS).join('')}…`;
  }
  return category.name;
}

/** 罚款（未按规定运行污染防治设施）: a kind of penalty says little without what it was for. */
function withReason(kinds: string, reason: unknown): string {
  return typeof reason === 'string' && reason !== '' ? `${kinds}（${reason}）` : kinds;
}

/** Everything of the record that is public, under its heading; what identifies the party stands at the top of the page. */
export function factsOf(category: CompiledCategory, fields: Shown): Fact[] {
  const { name, code, orgCode, oldNumbers = [], partyKind } = category.identifies;
  const party = new Set([name, code, orgCode, ...oldNumbers, partyKind]);
  return category.fields.flatMap((field) => {
    const value = fields[field.id];
    if (value === undefined || value === null || value.length === 0 || party.has(field.id)) return [];
    const text = valueText(field, value);
    return [{ name: field.name.replace(UNIT_IN_A_HEADING, ''), value: text, wide: text.length > SHORT_CHARACTERS }];
  });
}

function valueText(field: Field, value: string | string[]): string {
  if (typeof value !== 'string') return value.join('、');
  return field.type === 'amount' ? `${inThousands(value)} 元` : value;
}

/** 1234567.50 -> 1,234,567.50 */
function inThousands(amount: string): string {
  const parts = WHOLE_AND_CENTS.exec(amount);
  if (parts === null) return amount;
  const whole = (parts[1] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  return parts[2] === undefined ? whole : `${whole}.${parts[2]}`;
}
