import assert from 'node:assert/strict';
import { nameKey } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';
import {
  type Facts,
  factsOf,
  judgeVersion,
  type NewVersion,
  openWindows,
  type RowOfRecord,
  type VersionJudgement,
  type Windowed,
  writeVersions,
} from '../records/index.ts';
import { HeldWithFacts, type HeldWithFields, loadHeld } from './held-records.ts';
import type { PlacedRow } from './place-row.ts';
import { type HeldKey, takeHeld } from './take-held.ts';

/** A placed row whose version is to be judged. */
export type RowToApply = {
  recordId: string;
  row: PlacedRow;
  isLast: boolean;
  /** The last row of the file with this key; the row itself where it is the last. */
  lastRow: PlacedRow;
  sheet: string | null;
  rowNo: number | null;
};

export type ApplyTo = {
  catalogue: Catalogue;
  category: CompiledCategory;
  agency: string;
  batchId: string;
  file: string | null;
  /** The day the rows came: an entry that ends by condition is reconfirmed by it. */
  receivedOn: string;
  /** A person has looked at it: a row equal to an earlier version becomes the current one again. */
  settles?: boolean;
};

/** What rows make of the records held; nothing of it is written yet. */
type Draft = {
  judgements: VersionJudgement[];
  versions: NewVersion[];
  windowed: Map<string, ToOpen>;
  reconfirmed: Windowed[];
  /** Held records that are changed, with the version that was current before. */
  changed: (HeldKey & { version: number })[];
};

/** A deed may change a record while it is waited for; then the rows are judged anew. */
const ATTEMPTS = 5;

/**
 * Judges the versions of placed rows in the order of the file and writes them with their windows and grounds. What is
 * held and changes is taken first, and judged as it then stands.
 *
 * @returns one judgement a row, in the same order.
 */
export async function applyRows(
  trx: Transaction,
  now: Date,
  rows: readonly RowToApply[],
  to: ApplyTo,
): Promise<VersionJudgement[]> {
  return writeDraft(trx, now, rows, to, await draftOf(trx, rows, to));
}

/** The same of rows that change no record held, and so wait for nobody; null, and nothing is written, where one does. */
export async function applyNewRows(
  trx: Transaction,
  now: Date,
  rows: readonly RowToApply[],
  to: ApplyTo,
): Promise<VersionJudgement[] | null> {
  const draft = await draftOf(trx, rows, to);
  return draft.changed.length > 0 ? null : writeDraft(trx, now, rows, to, draft);
}

async function draftOf(trx: Transaction, rows: readonly RowToApply[], to: ApplyTo): Promise<Draft> {
  return drafted(rows, await loadHeld(trx, rows, to.category), to);
}

async function writeDraft(
  trx: Transaction,
  now: Date,
  rows: readonly RowToApply[],
  to: ApplyTo,
  first: Draft,
): Promise<VersionJudgement[]> {
  let draft = first;
  let moment = now;
  const taken = new Map<string, number>();
  for (let attempt = 1; draft.changed.some(({ recordId, version }) => taken.get(recordId) !== version); attempt += 1) {
    assert(attempt <= ATTEMPTS, 'records do not change without end');
    const { versions, latest } = await takeHeld(trx, draft.changed);
    for (const [recordId, version] of versions) taken.set(recordId, version);
    if (latest !== null && latest > moment) moment = latest;
    draft = await draftOf(trx, rows, to);
  }
  await writeVersions(trx, draft.versions, moment);
  await openFor(trx, moment, draft.windowed, to);
  await openWindows(trx, moment, to.catalogue, draft.reconfirmed, 'reconfirmed', { reconfirmedOn: to.receivedOn });
  return draft.judgements;
}

function drafted(rows: readonly RowToApply[], held: Map<string, HeldWithFields>, to: ApplyTo): Draft {
  const { category } = to;
  const versions: NewVersion[] = [];
  const windowed = new Map<string, ToOpen>();
  const reconfirmed = new Map<string, Windowed>();
  const before = new Map<string, HeldKey & { version: number | null }>();
  const judgements = rows.map((item) => {
    const record = held.get(item.recordId) ?? {
      versions: [],
      closedBy: null,
      correctedBy: null,
      formerNames: NO_NAMES,
      open: false,
    };
    held.set(item.recordId, record);
    const judgement = judgeVersion(new RowWithFacts(item, record, category), record, to.settles === true);
    const current = record.versions.find((version) => version.current);
    const changes = () => {
      const { recordId, row } = item;
      if (!before.has(recordId))
        before.set(recordId, { subjectId: row.subjectId, recordId, version: current?.version ?? null });
    };
    if (judgement.outcome === 'accepted' || judgement.outcome === 'updated') {
      changes();
      const version = versionOf(item, judgement, record, to);
      const opening = windowed.get(item.recordId) ?? {
        isNew: record.versions.length === 0,
        standing: standingOf(record),
      };
      hold(record, version, category);
      versions.push(version);
      if (judgement.current) {
        const windowOf = { ...version, authority: item.row.authority.code };
        windowed.set(item.recordId, { ...opening, version: windowOf, withheld: item.row.withheld !== null });
      }
    } else if (judgement.outcome === 'duplicate' && item.isLast && 'condition' in category.use.until) {
      if (current && record.open) {
        changes();
        reconfirmed.set(item.recordId, windowedFrom(item, current, category));
      }
    }
    return judgement;
  });
  const changed = [...before.values()].flatMap(({ version, ...key }) =>
    version === null ? [] : [{ ...key, version }],
  );
  return { judgements, versions, windowed, reconfirmed: [...reconfirmed.values()], changed };
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Facts are folded when they are compared: most rows speak of a record nobody holds, and are compared with nothing. */
class RowWithFacts implements RowOfRecord {
  readonly #item: RowToApply;
  readonly #formerNames: ReadonlySet<string>;
  readonly #category: CompiledCategory;
  #absent: ReadonlySet<string> | undefined;
  #facts: Facts | undefined;
  #lastFacts: Facts | undefined;

  constructor(item: RowToApply, { formerNames }: HeldWithFields, category: CompiledCategory) {
    this.#item = item;
    this.#formerNames = formerNames;
    this.#category = category;
  }

  get isLast(): boolean {
    return this.#item.isLast;
  }

  get absent(): ReadonlySet<string> {
    this.#absent ??= new Set(this.#item.row.absent);
    return this.#absent;
  }

  get facts(): Facts {
    this.#facts ??= factsOf(this.#item.row.values, this.#category);
    return this.#facts;
  }

  get lastFacts(): Facts {
    this.#lastFacts ??= this.isLast ? this.facts : factsOf(this.#item.lastRow.values, this.#category);
    return this.#lastFacts;
  }

  get revivesFormerName(): boolean {
    const { name } = this.#category.identifies;
    return this.#formerNames.size > 0 && this.#formerNames.has(String(this.facts[name] ?? ''));
  }
}

/** What a record was before this file spoke of it. `none`: not held, or taken back to the queue. */
type Standing = 'none' | 'open' | 'waiting';
type ToOpen = { version: Windowed; isNew: boolean; standing: Standing; withheld: boolean };

function standingOf({ versions, open }: HeldWithFields): Standing {
  if (!versions.some(({ current }) => current)) return 'none';
  return open ? 'open' : 'waiting';
}

/** New records open unless withheld; a new version keeps what its record was: shown and used, or waiting. */
async function openFor(trx: Transaction, now: Date, windowed: ReadonlyMap<string, ToOpen>, to: ApplyTo): Promise<void> {
  const options = 'condition' in to.category.use.until ? { reconfirmedOn: to.receivedOn } : {};
  const opening = [...windowed.values()].filter(
    ({ standing, withheld }) => standing === 'open' || (standing === 'none' && !withheld),
  );
  const fresh = opening.filter(({ isNew }) => isNew).map(({ version }) => version);
  const next = opening.filter(({ isNew }) => !isNew);
  await openWindows(trx, now, to.catalogue, fresh, 'released', { ...options, fresh: true });
  await openWindows(
    trx,
    now,
    to.catalogue,
    next.map(({ version }) => version),
    'new-version',
    options,
  );
}

function versionOf(
  { recordId, row, sheet, rowNo }: RowToApply,
  judgement: Extract<VersionJudgement, { version: number }>,
  record: HeldWithFields,
  { catalogue, category, agency, batchId, file }: ApplyTo,
): NewVersion {
  const current = record.versions.find((version) => version.current)?.fields ?? {};
  const fields: NewVersion['fields'] = {};
  for (const id of row.absent) if (current[id] != null) fields[id] = current[id];
  for (const id in row.values) {
    const value = row.values[id];
    if (value != null && value.length > 0) fields[id] = value;
  }
  const { name } = category.identifies;
  const [before, now] = [current[name], fields[name]];
  const renamed = typeof before === 'string' && typeof now === 'string' && nameKey(before) !== nameKey(now);
  if (category.role === 'register' && judgement.current && renamed) {
    fields.formerName = before;
  }
  const text = (id: string | undefined): string | null => {
    const value = id === undefined ? null : fields[id];
    return typeof value === 'string' ? value : null;
  };
  const { decides } = category;
  return {
    subjectId: row.subjectId,
    recordId,
    version: judgement.version,
    current: judgement.current,
    category: category.code,
    catalogueVersion: catalogue.version,
    agency,
    authority: row.authority.code,
    authorityName: row.authority.name,
    documentNo: text(decides.documentNo),
    decidedOn: text(decides.on),
    validFrom: text(decides.validFrom),
    validUntil: text(decides.validUntil),
    list: row.list,
    listDecidedBy: row.list === null ? null : (catalogue.list(row.list)?.decidedBy ?? 'authority'),
    fields,
    late: row.late,
    batchId,
    file,
    sheet,
    row: rowNo,
  };
}

/** Later rows of the same chunk are judged against what this one made. */
function hold(record: HeldWithFields, version: NewVersion, category: CompiledCategory): void {
  if (version.current) for (const before of record.versions) before.current = false;
  record.versions.push(new HeldWithFacts(version, category));
}

function windowedFrom(
  item: RowToApply,
  current: HeldWithFields['versions'][number],
  category: CompiledCategory,
): Windowed {
  return {
    subjectId: item.row.subjectId,
    recordId: item.recordId,
    version: current.version,
    category: category.code,
    authority: item.row.authority.code,
    fields: current.fields,
  };
}
