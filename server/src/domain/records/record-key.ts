import assert from 'node:assert/strict';
import { sha256Hex } from '../../kernel/canonical-json.ts';

/** 124 bits: two records never share an id by accident. */
const ID_DIGITS = 31;

/**
 * The natural key of a record. `authority` is the code of the deciding authority; `parts` are the catalogue's further
 * key fields in its order, folded for comparison (a document number by `documentNoKey`). The same number for two
 * parties, or from two authorities, is two records.
 */
export type RecordKey = {
  category: string;
  authority: string | null;
  parts: readonly (string | null)[];
  subjectId: string;
};

/** The id follows from the key, so that a row finds its record by primary key and two writers can never make two. */
export function recordIdOf({ category, authority, parts, subjectId }: RecordKey): string {
  return `r${sha256Hex(keyText([category, authority, parts, subjectId])).slice(0, ID_DIGITS)}`;
}

/** The canonical JSON (RFC 8785) of lists of texts, which `JSON.stringify` writes as well and much sooner. */
function keyText(key: readonly [string, string | null, readonly (string | null)[], string]): string {
  assert(
    key.flat().every((text) => text === null || text.isWellFormed()),
    'a key is well-formed Unicode',
  );
  return JSON.stringify(key);
}
