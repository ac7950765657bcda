import { nameKey } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Newcomer } from './bring-in.ts';
import { kindOfCode } from './kinds.ts';
import { orgCodeOf } from './org-code.ts';

/** What the register and the archive know of one organisation, as far as identifying a row needs it. */
export type KnownSubject = {
  subjectId: string;
  code: string | null;
  standing: 'registered' | 'provisional' | 'retired';
  kind: string;
  name: string;
  /** Keys of every name: the current or provisional one and all former ones. */
  nameKeys: Set<string>;
  foundedOn: string | null;
};

/** Questions to be asked of the register for a chunk of rows, all at once. */
export type Sought = { codes: string[]; orgCodes: string[]; oldNumbers: string[]; names: string[] };

/**
 * The part of the register that rows can touch, loaded by a handful of set queries. Subjects made while the rows are
 * identified are added to it, so that a later row finds them.
 */
export class RegisterView {
  readonly #asked = new Set<string>();
  readonly #byId = new Map<string, KnownSubject>();
  readonly #byCode = new Map<string, KnownSubject>();
  readonly #byOrgCode = new Map<string, Set<KnownSubject>>();
  readonly #byOldNumber = new Map<string, Set<KnownSubject>>();
  readonly #byName = new Map<string, Set<KnownSubject>>();

  add(subject: KnownSubject): void {
    this.#byId.set(subject.subjectId, subject);
    if (subject.code !== null) this.addCode(subject.code, subject);
    for (const key of subject.nameKeys) put(this.#byName, key, subject);
  }

  addCode(code: string, subject: KnownSubject): void {
    this.#byCode.set(code, subject);
    put(this.#byOrgCode, orgCodeOf(code), subject);
  }

  addOldNumber(value: string, subject: KnownSubject): void {
    put(this.#byOldNumber, value, subject);
  }

  addName(key: string, subject: KnownSubject): void {
    subject.nameKeys.add(key);
    put(this.#byName, key, subject);
  }

  /** A newcomer of the chunk being identified: known to the rows after it as soon as a row has spoken of it. */
  addNewcomer({ code, name, standing }: Newcomer): void {
    const key = nameKey(name);
    const kind = kindOfCode(code);
    this.add({ subjectId: code, code, standing, kind, name, nameKeys: new Set([key]), foundedOn: null });
  }

  /** The register gives a subject this name: it is its name for the rows that follow, and the one before a former one. */
  rename(subjectId: string, name: string): void {
    const subject = this.#byId.get(subjectId);
    if (subject === undefined || subject.name === name) return;
    subject.name = name;
    this.addName(nameKey(name), subject);
  }

  /** Those of the questions that were not put before; from now on they were. */
  unasked(sought: Sought): Sought {
    const first = (what: string) => (value: string) => {
      const before = this.#asked.size;
      return this.#asked.add(`${what} ${value}`).size > before;
    };
    return {
      codes: sought.codes.filter(first('code')),
      orgCodes: sought.orgCodes.filter(first('org-code')),
      oldNumbers: sought.oldNumbers.filter(first('old-number')),
      names: sought.names.filter(first('name')),
    };
  }

  get(subjectId: string): KnownSubject | undefined {
    return this.#byId.get(subjectId);
  }

  /** The subject that holds exactly this code: its own, or an alias. */
  holderOf(code: string): KnownSubject | undefined {
    return this.#byCode.get(code);
  }

  sharingOrgCode(orgCode: string): KnownSubject[] {
    return [...(this.#byOrgCode.get(orgCode) ?? [])];
  }

  holdersOfOldNumber(value: string): KnownSubject[] {
    return [...(this.#byOldNumber.get(value) ?? [])];
  }

  named(key: string): KnownSubject[] {
    return [...(this.#byName.get(key) ?? [])];
  }

  values(): Iterable<KnownSubject> {
    return this.#byId.values();
  }
}

function put(index: Map<string, Set<KnownSubject>>, key: string, subject: KnownSubject): void {
  const held = index.get(key);
  if (held) held.add(subject);
  else index.set(key, new Set([subject]));
}

type SubjectRow = {
  subject_id: string;
  code: string | null;
  standing: KnownSubject['standing'];
  kind: string;
  name: string;
  founded_on: string | null;
  names: string[];
  aliases: [kind: string, value: string][];
};

/**
 * Loads everything the sought codes, numbers and names can lead to. Retired subjects are not found by name.
 *
 * @param view what was loaded before, to which what is not in it yet is added.
 */
export async function loadRegisterView(
  db: Queryable,
  asked: Sought,
  view: RegisterView = new RegisterView(),
): Promise<RegisterView> {
  const sought = view.unasked(asked);
  const { rows } = await db.query<SubjectRow>(
    `with touched as (
       select subject_id from subject where subject_id = any($1)
       union select subject_id from subject_alias where kind = 'code' and value = any($1)
       union select subject_id from subject_alias where kind = 'org-code' and value = any($2)
       union select subject_id from subject_alias where kind not in ('code', 'org-code') and value = any($3)
       union select subject_id from subject_name where name_key = any($4)
     )
     select s.subject_id, s.code, s.standing, s.kind, s.name, s.founded_on,
            array(select n.name_key from subject_name n where n.subject_id = s.subject_id) as names,
            array(select array[a.kind, a.value] from subject_alias a where a.subject_id = s.subject_id
                   and a.kind <> 'org-code') as aliases
       from touched join subject s using (subject_id)`,
    [
      sought.codes,
      [...sought.orgCodes, ...sought.codes.filter(({ length }) => length === 18).map(orgCodeOf)],
      sought.oldNumbers,
      sought.names.map(nameKey),
    ],
  );
  for (const row of rows) {
    if (view.get(row.subject_id)) continue;
    const retired = row.standing === 'retired';
    const subject: KnownSubject = {
      subjectId: row.subject_id,
      code: row.code,
      standing: row.standing,
      kind: row.kind,
      name: row.name,
      nameKeys: new Set(retired ? [] : row.names),
      foundedOn: row.founded_on,
    };
    view.add(subject);
    for (const [kind, value] of row.aliases) {
      if (kind === 'code') view.addCode(value, subject);
      else view.addOldNumber(value, subject);
    }
  }
  return view;
}
