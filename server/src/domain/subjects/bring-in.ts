import { bigrams, nameKey, pinyinInitials } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { kindOfCode } from './kinds.ts';
import { orgCodeOf } from './org-code.ts';

/** A subject that rows speak of and nobody holds yet: registered where the register itself speaks, else provisional. */
export type Newcomer = { code: string; name: string; standing: 'registered' | 'provisional' };

/**
 * Brings organisations into the archive under the name a row gives them. A retired subject of the same code comes back
 * under the new name.
 */
export async function bringIn(trx: Transaction, newcomers: readonly Newcomer[], now: Date): Promise<void> {
  if (newcomers.length === 0) return;
  const rows = newcomers.map(({ code, name, standing }) => ({
    code,
    name,
    standing,
    name_key: nameKey(name),
    kind: kindOfCode(code),
    region: code.slice(2, 8),
  }));
  await trx.query(
    `insert into subject (subject_id, code, standing, kind, name, name_key, region, recorded_at, changed_at)
     select code, code, standing, kind, name, name_key, region, $2, $2
       from json_to_recordset($1) as r(code text, name text, standing text, name_key text, kind text, region text)
     on conflict (subject_id) do update
       set standing = excluded.standing, name = excluded.name, name_key = excluded.name_key, changed_at = excluded.changed_at
       where subject.standing = 'retired'`,
    [JSON.stringify(rows), now],
  );
  await writeNames(
    trx,
    rows.map(({ code, name, standing }) => ({
      subjectId: code,
      name,
      standing: standing === 'registered' ? 'current' : 'provisional',
    })),
    now,
  );
  await writeAliases(
    trx,
    rows.map(({ code }) => ({ kind: 'org-code', value: orgCodeOf(code), subjectId: code })),
  );
}

export type NameRow = { subjectId: string; name: string; standing: 'current' | 'former' | 'provisional' };

/** Adds names, or changes the standing of names already there. */
export async function writeNames(trx: Transaction, names: readonly NameRow[], now: Date): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map(({ subjectId, name, standing }) => {
    const key = nameKey(name);
    return {
      subject_id: subjectId,
      name,
      standing,
      name_key: key,
      bigrams: bigrams(key),
      initials: pinyinInitials(name),
    };
  });
  await trx.query(
    `insert into subject_name (subject_id, name_key, name, standing, bigrams, initials, recorded_at)
     select subject_id, name_key, name, standing, array(select json_array_elements_text(bigrams)), initials, $2
       from json_to_recordset($1) as r(subject_id text, name_key text, name text, standing text, bigrams json, initials text)
     on conflict (subject_id, name_key) do update set standing = excluded.standing, name = excluded.name`,
    [JSON.stringify(rows), now],
  );
}

export type AliasRow = { kind: string; value: string; subjectId: string };

export async function writeAliases(trx: Transaction, aliases: readonly AliasRow[]): Promise<void> {
  if (aliases.length === 0) return;
  await trx.query(
    `insert into subject_alias (kind, value, subject_id)
     select kind, value, subject_id from json_to_recordset($1) as r(kind text, value text, subject_id text)
     on conflict do nothing`,
    [JSON.stringify(aliases.map(({ kind, value, subjectId }) => ({ kind, value, subject_id: subjectId })))],
  );
}
