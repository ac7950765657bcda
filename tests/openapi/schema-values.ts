import fc from 'fast-check';
import { hostileText } from './hostile.ts';

/** As much of JSON Schema as our description uses. */
export type Schema = {
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
};

const ITEMS_AT_MOST = 4;
const TEXT_AT_MOST = 80;
const DEPTH_AT_MOST = 6;

/** Words that mean something here get requests past the first gate; the rest is any text. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** A value the schema allows. `name` is the property it stands under: what is known of it comes first. */
export function validValue(schema: Schema, words: Words, name = '', depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) {
    return fc.oneof(...schema.anyOf.map((branch) => validValue(branch, words, name, depth)));
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return objectOf(schema, words, depth);
    case 'array':
      return fc.array(validValue(schema.items ?? {}, words, name, depth + 1), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? ITEMS_AT_MOST, ITEMS_AT_MOST),
      });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textOf(schema, words[name] ?? []);
  }
}

function objectOf(schema: Schema, words: Words, depth: number): fc.Arbitrary<unknown> {
  if (depth >= DEPTH_AT_MOST) return fc.constant({});
  const entries = Object.entries(schema.properties ?? {});
  const free = Object.values(schema.patternProperties ?? {})[0];
  const declared = fc.record(
    Object.fromEntries(entries.map(([key, value]) => [key, validValue(value, words, key, depth + 1)])),
    { requiredKeys: (schema.required ?? []).filter((key) => schema.properties?.[key] !== undefined) },
  );
  if (free === undefined) return declared;
  const keys = fc.oneof(fc.constantFrom(...(words.columns ?? ['name'])), fc.string({ maxLength: 20 }));
  return fc.dictionary(keys, validValue(free, words, '', depth + 1), { maxKeys: 20 });
}

function textOf(schema: Schema, known: readonly string[]): fc.Arbitrary<string> {
  const any =
    schema.format === 'date'
      ? fc
          .integer({ min: 0, max: 40_000 })
          .map((days) => new Date(Date.UTC(1990, 0, 1 + days)).toISOString().slice(0, 10))
      : fc.string({
          unit: 'grapheme',
          minLength: schema.minLength ?? 0,
          maxLength: Math.min(schema.maxLength ?? TEXT_AT_MOST, TEXT_AT_MOST),
        });
  return known.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, any);
}

/** A valid value with one thing wrong: another type, a text that means harm, a property too many or too few. */
export function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(value, fc.nat(), fc.oneof(hostileText, fc.constantFrom<unknown>(...ODDITIES))).map(spoilOne);
}

const ODDITIES: unknown[] = [
  null,
  true,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: 1 },
];

function spoilOne([value, at, harm]: [unknown, number, unknown]): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return [harm];
    const index = at % value.length;
    return value.map((item, position) => (position === index ? spoilOne([item, at >> 1, harm]) : item));
  }
  if (typeof value !== 'object' || value === null) return harm;
  const keys = Object.keys(value);
  const kept = value as Record<string, unknown>;
  const key = keys[at % Math.max(keys.length, 1)];
  if (key === undefined) return { [String(harm)]: harm };
  if (at % 5 === 0) return Object.fromEntries(Object.entries(kept).filter(([name]) => name !== key));
  if (at % 5 === 1) return { ...kept, [typeof harm === 'string' ? harm : 'constructor']: harm };
  return { ...kept, [key]: spoilOne([kept[key], at >> 3, harm]) };
}
