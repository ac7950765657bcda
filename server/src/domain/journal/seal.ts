import { randomFillSync } from 'node:crypto';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { type EntryValues, fieldsOf } from './entry-fields.ts';
import { leafHash, sha256 } from './tree/hashes.ts';

/** Longer than anybody can try: a commitment tells nothing of a value whose salt is gone. */
export const SALT_BYTES = 16;
/** First words of every leaf; a second kind of leaf would get its own. */
const LEAF_KIND = 'gongxin-journal-entry-1';

/** A row of `journal_seal`: `fields[i]`, `salts[i]` and `commitments[i]` belong together; an erased field has no salt. */
export type Seal = { fields: string[]; salts: (Buffer | null)[]; commitments: Buffer[] };

/** SHA-256 over the salt and the canonical JSON (RFC 8785) of field name and value. */
export function commitmentOf(salt: Uint8Array, field: string, value: Json): Buffer {
  return sha256(salt, Buffer.from(`[${JSON.stringify(field)},${canonicalJson(value)}]`));
}

/** Commits every field of an entry under a new salt of its own. */
export function sealOf(values: EntryValues): Seal {
  const fields = fieldsOf(values);
  const random = randomFillSync(Buffer.allocUnsafe(SALT_BYTES * fields.length));
  const salts = fields.map((_, at) => random.subarray(SALT_BYTES * at, SALT_BYTES * (at + 1)));
  return {
    fields: fields.map(([field]) => field),
    salts,
    commitments: fields.map(([field, value], at) => commitmentOf(salts[at] as Buffer, field, value)),
  };
}

/**
 * The leaf of an entry in the tree: canonical JSON of its kind, its id and its commitments in hexadecimal, by field name.
 * Neither values nor salts enter, so that erasing them changes no leaf.
 */
export function leafData(entryId: string, { fields, commitments }: Pick<Seal, 'fields' | 'commitments'>): Buffer {
  const said = Object.fromEntries(fields.map((field, at) => [field, commitments[at]?.toString('hex') ?? '']));
  return Buffer.from(canonicalJson([LEAF_KIND, entryId, said]));
}

export function leafOf(entryId: string, seal: Pick<Seal, 'fields' | 'commitments'>): Buffer {
  return leafHash(leafData(entryId, seal));
}
