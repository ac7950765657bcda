import { nameKey } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { findAgency, listsDecidedBy, type Release, releaseOf, submitsFor } from '../access/index.ts';

/** The submitting agency as far as judging its rows needs it; read once a batch. */
export type Sender = {
  code: string;
  name: string;
  release: Release;
  maySubmit: boolean;
  /** Authorities whose decisions it may submit, itself among them: code -> name. */
  authorities: ReadonlyMap<string, string>;
  /** The same by folded name; old files name their authority and give no code. */
  authorityByName: ReadonlyMap<string, string>;
  /** Codes of the lists it decides. */
  lists: ReadonlySet<string>;
};

export async function loadSender(db: Queryable, code: string, category: string): Promise<Sender | null> {
  const agency = await findAgency(db, code);
  if (agency === undefined) return null;
  const release = await releaseOf(db, code, category);
  const authorities = new Map<string, string>();
  for (const authority of await submitsFor(db, code)) {
    authorities.set(authority, (await findAgency(db, authority))?.name ?? '');
  }
  return {
    code,
    name: agency.name,
    release: release ?? 'reviewed',
    maySubmit: release !== undefined,
    authorities,
    authorityByName: new Map([...authorities].map(([authority, name]) => [nameKey(name), authority])),
    lists: new Set(await listsDecidedBy(db, code)),
  };
}
