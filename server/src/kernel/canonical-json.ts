import assert from 'node:assert/strict';
import { hash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a JSON value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript
 * writes them. What JSON cannot hold (undefined, NaN, dates, lone surrogates) is a bug of the caller, never dropped.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'JSON holds finite numbers only');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    assert(value.isWellFormed(), 'JSON text is well-formed Unicode');
    return JSON.stringify(value);
  }
  assert(typeof value === 'object', `JSON does not hold a value of type ${typeof value}`);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  assert(prototype === Object.prototype || prototype === null, 'JSON holds plain objects only');
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/** SHA-256 in lower-case hexadecimal; text is hashed as UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
