import assert from 'node:assert/strict';
import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import type { Field } from './types.ts';
import type { Fields, FieldValue } from './values.ts';

/** A condition of the catalogue, ready to be asked of a row or a record. `listCode` is the code of the record's list. */
export type Condition = (fields: Fields, list?: string | null) => boolean;

/** Bounds of one condition; the longest one a lawyer wrote so far has 40 nodes. */
const LIMITS = { maxAstNodes: 400, maxDepth: 30, maxListElements: 60, maxMapEntries: 0, maxCallArguments: 8 };
const COMPARISONS = ['<', '<=', '>', '>='];
const COMPARABLE = ['double', 'int', 'string'];
const TEXT_TESTS = ['contains', 'startsWith', 'endsWith'];

const CEL_TYPE: Record<Exclude<Field['type'], 'dropped'>, string> = {
  text: 'string',
  date: 'string',
  year: 'string',
  'term-end': 'string',
  enum: 'string',
  'enum-set': 'list<string>',
  'agency-code': 'string',
  'subject-code': 'string',
  amount: 'double',
};

/**
 * Says what is wrong with a condition over these fields, or null. Here the fields have their types, so that a lawyer who
 * compares an amount with a text hears of it before the version takes force.
 */
export function faultOfCondition(fields: readonly Field[], condition: string): string | null {
  const typed = new Environment({ limits: LIMITS }).registerVariable('listCode', 'string');
  for (const field of fields) if (field.type !== 'dropped') typed.registerVariable(field.id, CEL_TYPE[field.type]);
  const result = typed.check(condition);
  if (!result.valid) return result.error?.summary ?? 'invalid';
  return result.type === 'bool' ? null : `结果应为真或假，而不是 ${String(result.type)}`;
}

/** Compiles a condition the lint has passed; one it would not pass is a bug. */
export function compileCondition(fields: readonly Field[], condition: string): Condition {
  const fault = faultOfCondition(fields, condition);
  assert(fault === null, `a condition of the catalogue does not hold water: ${condition}: ${fault}`);
  const parsed: ParseResult = nullTolerant(fields).parse(condition);
  return (values, list = null) => {
    const answer: unknown = parsed(context(fields, values, list));
    assert(typeof answer === 'boolean', `a condition answers yes or no: ${condition}`);
    return answer;
  };
}

/** At run time every field may be empty: a comparison with nothing is false, and nothing contains no text. */
function nullTolerant(fields: readonly Field[]): Environment {
  const lenient = new Environment({ limits: LIMITS }).registerVariable('listCode', 'dyn');
  for (const comparison of COMPARISONS)
    for (const type of COMPARABLE) {
      lenient.registerOperator(`null ${comparison} ${type}`, () => false);
      lenient.registerOperator(`${type} ${comparison} null`, () => false);
    }
  for (const test of TEXT_TESTS) lenient.registerFunction(`null.${test}(string): bool`, () => false);
  for (const field of fields) if (field.type !== 'dropped') lenient.registerVariable(field.id, 'dyn');
  return lenient;
}

function context(fields: readonly Field[], values: Fields, list: string | null): Record<string, unknown> {
  const known: Record<string, unknown> = { listCode: list };
  for (const field of fields) if (field.type !== 'dropped') known[field.id] = celValue(field, values[field.id]);
  return known;
}

function celValue(field: Field, value: FieldValue): unknown {
  if (field.type === 'enum-set') return typeof value === 'object' && value !== null ? [...value] : [];
  if (typeof value !== 'string' || value === '') return null;
  // Cents beyond a double's digits do not matter to a threshold; the stored amount stays decimal text.
  return field.type === 'amount' ? Number(value) : value;
}
