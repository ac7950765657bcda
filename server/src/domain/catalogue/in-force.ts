import assert from 'node:assert/strict';
import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import { compileCatalogue } from './compile.ts';
import type { Catalogue } from './model.ts';
import { readEntries, readVersionHead, readVersionInForce } from './stored.ts';
import { entriesDigest } from './versions/entries-digest.ts';

/** A new version is seen by every process at most this much later, in milliseconds. */
const RECHECK_MS = 3_000;
/** Compiled versions and days kept for one database; an old record asks for an old version now and then. */
const MOST_KEPT = 16;

type Kept = {
  /** Day -> the version in force on it, and when that was last asked of the database. */
  days: Map<CalendarDate, { version: Promise<number | null>; askedAt: number }>;
  versions: Map<number, Promise<Catalogue | undefined>>;
};
const kept = new WeakMap<pg.Pool, Kept>();

/** The catalogue in force on a day. Asking before any version was loaded is a bug of the start-up. */
export async function catalogueInForce(pool: pg.Pool, day: CalendarDate): Promise<Catalogue> {
  const { days } = keptFor(pool);
  const asked = days.get(day);
  const fresh = asked !== undefined && performance.now() - asked.askedAt < RECHECK_MS;
  const version = await (fresh ? asked.version : keep(days, day, ask(pool, day)).version);
  assert(version !== null, 'the catalogue is loaded before anything is asked of it');
  const catalogue = await catalogueVersion(pool, version);
  assert(catalogue !== undefined, 'a version in force is held');
  return catalogue;
}

/** One version, as records and measures made under it cite it; undefined where the database does not hold it. */
export async function catalogueVersion(pool: pg.Pool, version: number): Promise<Catalogue | undefined> {
  const { versions } = keptFor(pool);
  const catalogue = await (versions.get(version) ?? keep(versions, version, readVersion(pool, version)));
  if (catalogue === undefined) versions.delete(version); // it may be loaded yet
  return catalogue;
}

function ask(pool: pg.Pool, day: CalendarDate): { version: Promise<number | null>; askedAt: number } {
  const version = readVersionInForce(pool, day);
  const forget = () => keptFor(pool).days.delete(day);
  // Neither a failure nor an empty database is an answer to keep.
  version.then((found) => found === null && forget(), forget);
  return { version, askedAt: performance.now() };
}

async function readVersion(pool: pg.Pool, version: number): Promise<Catalogue | undefined> {
  try {
    const head = await readVersionHead(pool, version);
    if (head === null) return undefined;
    const entries = await readEntries(pool, version);
    // What was loaded or confirmed, entry for entry: nothing is answered under a law that somebody has tampered with.
    assert.equal(entriesDigest(entries), head.digest, `the entries of version ${version} are those its digest names`);
    return compileCatalogue(entries, { version, inForceFrom: head.inForceFrom });
  } catch (error) {
    keptFor(pool).versions.delete(version);
    throw error;
  }
}

function keptFor(pool: pg.Pool): Kept {
  const held = kept.get(pool) ?? { days: new Map(), versions: new Map() };
  kept.set(pool, held);
  return held;
}

/** Keeps an answer; the one kept longest gives way. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  const oldest = map.keys().next();
  if (map.size >= MOST_KEPT && !map.has(key) && oldest.done !== true) map.delete(oldest.value);
  map.set(key, value);
  return value;
}
