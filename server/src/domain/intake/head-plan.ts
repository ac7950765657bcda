import { remembering } from '../../kernel/remember.ts';
import type { Cell } from '../../platform/files/index.ts';
import type { CompiledCategory, Field } from '../catalogue/index.ts';
import { AFTER_ALL_COLUMNS, type Finding } from './findings.ts';
import { type Read, readValue } from './row-values.ts';
import type { Column, TableHead } from './table-head.ts';

type Place = Pick<Finding, 'at' | 'column'>;

/** What follows from a heading alone, worked out once for all rows below it. */
export type HeadPlan = {
  columns: readonly { column: Column; at: Place; read: (cell: Cell) => Read }[];
  /** Where findings about a field stand; fields without a column have none. */
  places: ReadonlyMap<string, Place>;
  /** Ids of fields this table has no column for. */
  absent: string[];
  /** The fields whose rules are asked of every row: all but those that an old edition never had. */
  asked: readonly { field: Field; at: Place }[];
  /** Columns of the natural key whose values stay what is read in their cells: no other column adds to them, no rule drops them. */
  key: readonly { column: Column; read: (cell: Cell) => Read }[];
  code: Column | undefined;
  personNumbers: readonly Column[];
};

const plans = new WeakMap<TableHead, HeadPlan>();

export function planOf(head: TableHead, category: CompiledCategory): HeadPlan {
  const plan = plans.get(head) ?? makePlan(head, category);
  plans.set(head, plan);
  return plan;
}

function makePlan(head: TableHead, category: CompiledCategory): HeadPlan {
  const places = new Map<string, Place>();
  const columns = head.columns.map((column) => {
    const at = { at: column.index, column: column.heading };
    if (!places.has(column.field.id)) places.set(column.field.id, at);
    return { column, at, read: readerOf(column, category, head) };
  });
  const excused = new Set(head.edition?.lacks ?? []);
  const { code, orgCode, oldNumbers = [], personNumbers = [] } = category.identifies;
  const dropped = new Set([code, orgCode, ...oldNumbers, ...personNumbers]);
  return {
    columns,
    places,
    absent: category.fields.filter(({ id }) => !places.has(id)).map(({ id }) => id),
    asked: category.fields
      .filter(({ id }) => places.has(id) || !excused.has(id))
      .map((field) => ({ field, at: places.get(field.id) ?? { at: AFTER_ALL_COLUMNS, column: field.name } })),
    key: category.naturalKey.flatMap((id) => {
      const feeding = columns.filter(({ column }) => column.field.id === id);
      return feeding.length === 1 && !dropped.has(id) ? feeding : [];
    }),
    code: head.columns.find(({ field }) => field.id === code),
    personNumbers: head.columns.filter(({ field }) => personNumbers.includes(field.id)),
  };
}

/** Days, terms and authorities repeat from row to row; texts do not, and numbers of persons are never remembered. */
const REPEATING: ReadonlySet<Field['type']> = new Set(['date', 'term-end', 'year', 'enum', 'enum-set', 'agency-code']);
const VALUES_REMEMBERED = 2000;

function readerOf(column: Column, category: CompiledCategory, { edition }: TableHead): (cell: Cell) => Read {
  const read = (cell: Cell): Read => readValue(cell, column, category, edition);
  if (!REPEATING.has(column.field.type)) return read;
  const readText = remembering((text) => read({ text, kind: 'text' }), VALUES_REMEMBERED);
  const readDay = remembering((date) => read({ text: date, kind: 'date', date }), VALUES_REMEMBERED);
  return (cell) => {
    if (cell.kind === 'text') return readText(cell.text);
    return cell.kind === 'date' && cell.date === cell.text ? readDay(cell.text) : read(cell);
  };
}
