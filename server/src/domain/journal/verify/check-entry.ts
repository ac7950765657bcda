import { DETAIL_PREFIX, fieldsOf, isErasable } from '../entry-fields.ts';
import { commitmentOf, leafOf, SALT_BYTES, type Seal } from '../seal.ts';
import { type StoredEntry, valuesOf } from '../stored-entry.ts';
import { broken } from './broken.ts';

/**
 * Compares every value an entry still has with its commitment, and what is gone with what was recorded as erased. Answers
 * the hash of its leaf; throws where something does not fit.
 */
export function checkEntry(entry: StoredEntry, seal: Seal, erased: ReadonlySet<string>): Buffer {
  const where = { entryId: entry.entry_id };
  const { fields, salts, commitments } = seal;
  if (
    salts.length !== fields.length ||
    commitments.length !== fields.length ||
    new Set(fields).size !== fields.length
  ) {
    throw broken('seal', '承诺与字段数目不符', where);
  }
  const values = new Map(fieldsOf(valuesOf(entry)));
  for (const [at, field] of fields.entries()) {
    const [salt, commitment] = [salts[at], commitments[at] as Buffer];
    const value = values.get(field);
    values.delete(field);
    if (salt == null) {
      if (!erased.has(field) || !isErasable(field))
        throw broken('erasure', `字段 ${field} 的盐值缺失而没有清除记录`, where);
      if (value !== undefined && value !== null) throw broken('erasure', `字段 ${field} 已清除却仍有值`, where);
      continue;
    }
    if (erased.has(field)) throw broken('erasure', `字段 ${field} 记为已清除而盐值仍在`, where);
    const fits =
      salt.length >= SALT_BYTES && value !== undefined && commitmentOf(salt, field, value).equals(commitment);
    if (!fits) throw broken('value', `字段 ${field} 的值、盐值与承诺不符`, where);
  }
  // columns and keys that came after the entry was sealed; a column without a value says nothing
  for (const [field, value] of values) {
    if (value !== null || field.startsWith(DETAIL_PREFIX)) throw broken('value', `字段 ${field} 没有承诺`, where);
  }
  return leafOf(entry.entry_id, seal);
}
