import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../../platform/errors.ts';
import { compileCatalogue } from '../compile.ts';
import type { Entry } from '../read-folder.ts';
import { bundledEntries, type Json } from '../testing/bundled.ts';
import { entryDifferences } from './entry-changes.ts';
import { readOffered } from './offered-entries.ts';

const DAY = '2026-12-01';

describe('entries as somebody offers them', () => {
  let entries: Entry[];
  before(async () => {
    entries = await bundledEntries();
  });

  it('are refused with sentences or can be compiled and compared, whatever is put in one place', () => {
    const value = fc.oneof(
      fc.constantFrom(null, '', '0', 'true', 'penalty', 'fine > ', 'decidedOn', '2026-13-01', '__proto__', 'a\0'),
      fc.constantFrom(0, -1, 1e9, true, [], {}, [null], [[]], { field: 'none' }),
      fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text)),
    );
    const place = fc.array(fc.nat({ max: 30 }), { minLength: 0, maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(), place, value, fc.boolean(), (nth, path, put, removes) => {
        const at = nth % entries.length;
        const offered = entries.map((entry, index) =>
          index === at ? { ...entry, body: mutated(entry.body, path, put, removes) } : entry,
        );
        const read = readOffered(offered, DAY);
        if (isRefusal(read)) assert.match(read.detail, /[一-龥].*。$/su);
        else {
          compileCatalogue(read, { version: 2, inForceFrom: DAY });
          entryDifferences(entries, read);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('are shown where they differ, by the names of list items and not by their place', () => {
    const body = {
      code: 'm',
      fields: [
        { id: 'a', max: 1 },
        { id: 'b', max: 2 },
      ],
      tags: ['x'],
      note: '旧',
    };
    const next = {
      code: 'm',
      fields: [
        { id: 'new', max: 9 },
        { id: 'a', max: 1 },
        { id: 'b', max: 3 },
      ],
      tags: ['x', 'y'],
    };
    const entry = (given: unknown): Entry => ({ kind: 'matters', code: 'm', body: given, file: 'matters/m.yaml' });
    const [difference, ...others] = entryDifferences([entry(body)], [entry(next)]);
    assert.deepEqual(others, []);
    assert.deepEqual(difference?.changes, [
      { at: '/fields/b/max', before: '2', after: '3' },
      { at: '/fields/new', after: '{"id":"new","max":9}' },
      { at: '/tags', before: '["x"]', after: '["x","y"]' },
      { at: '/note', before: '旧' },
    ]);
  });
});

/** A copy with `put` at the place the numbers lead to, or with that place removed. */
function mutated(body: unknown, path: readonly number[], put: unknown, removes: boolean): unknown {
  const copy: Json = structuredClone(body);
  let [at, last]: [Json, string | undefined] = [copy, undefined];
  let holder: Json;
  for (const step of path) {
    const keys = typeof at === 'object' && at !== null ? Object.keys(at) : [];
    if (keys.length === 0) break;
    holder = at;
    last = keys[step % keys.length];
    at = at[last as string];
  }
  if (holder === undefined || last === undefined) return put;
  if (!removes) holder[last] = put;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}
