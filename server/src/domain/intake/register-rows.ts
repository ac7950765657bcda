import assert from 'node:assert/strict';
import { normaliseCode } from '../../kernel/codes.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';
import { type Registration, registerSubjects, retireSubjects, rivalsOf } from '../subjects/index.ts';
import type { PlacedRow } from './place-row.ts';
import { requeueRecords } from './requeue.ts';

/** How the catalogue's fields for older numbers are told apart among the aliases of a subject. */
const ALIAS_KINDS: readonly [RegExp, string][] = [
  [/registration/i, 'registration-no'],
  [/tax/i, 'tax-no'],
  [/institution/i, 'institution-no'],
  [/social/i, 'social-organisation-no'],
];

/** `current`: the row is what the register says today; otherwise an earlier state that a later row of its file replaced. */
export type RegisteredRow = { row: PlacedRow; current: boolean };

/**
 * Lets the register speak through accepted rows: subjects become registered under their name. Records that departments
 * filed under another name of such a code, or under another code for such a name, are judged again by a person.
 */
export async function registerRows(
  trx: Transaction,
  now: Date,
  rows: readonly RegisteredRow[],
  by: { actor: string; agency: string; batchId: string; catalogue: Catalogue; category: CompiledCategory },
): Promise<void> {
  if (rows.length === 0) return;
  const { category } = by;
  const { registers, identifies } = category;
  assert(registers !== undefined, 'a register says which of its fields feed the subject');
  const registrations = rows.map(({ row: { subjectId, values, authority }, current }): Registration => {
    const text = (id: string | undefined): string | null => {
      const value = id === undefined ? null : values[id];
      return typeof value === 'string' ? value : null;
    };
    return {
      subjectId,
      current,
      name: text(identifies.name) ?? '',
      kind: category.kindOf(text(registers.kind) ?? '') ?? 'other-organisation',
      status: text(registers.status),
      foundedOn: text(registers.foundedOn),
      registeredBy: authority.code,
      oldNumbers: (identifies.oldNumbers ?? []).flatMap((field) => {
        const value = text(field);
        const kind = ALIAS_KINDS.find(([pattern]) => pattern.test(field))?.[1];
        return value === null || kind === undefined ? [] : [{ kind, value: normaliseCode(value) }];
      }),
    };
  });
  const { misnamed } = await registerSubjects(trx, registrations, now);
  const rivals = await rivalsOf(trx, registrations);
  await requeueRecords(trx, now, by, [...misnamed, ...rivals], { catalogue: by.catalogue, register: category.code });
  await retireSubjects(trx, rivals, now);
}
