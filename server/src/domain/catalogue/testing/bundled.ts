import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { compileCatalogue } from '../compile.ts';
import type { Catalogue } from '../model.ts';
import { type Entry, readCatalogueFolder } from '../read-folder.ts';
import type { EntryKind } from '../types.ts';

/** The catalogue that comes with the program, for tests that must hold of the real law and not of an invented one. */
export const BUNDLED_FOLDER = fileURLToPath(new URL('../../../../../catalogue', import.meta.url));

let read: ReturnType<typeof readCatalogueFolder> | undefined;

/** Read once in a process, and frozen: whoever needs another law changes a copy. */
export async function bundledEntries(): Promise<Entry[]> {
  read ??= readCatalogueFolder(BUNDLED_FOLDER);
  const found = await read;
  assert(found.ok, 'the bundled catalogue can be read');
  return found.entries.map(freeze);
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

export async function bundledCatalogue(): Promise<Catalogue> {
  return compileCatalogue(await bundledEntries(), { version: 1, inForceFrom: '2026-04-01' });
}

/** The entries with a changed copy of one body. */
export function changed(
  entries: readonly Entry[],
  kind: EntryKind,
  code: string,
  change: (body: Json) => void,
): Entry[] {
  assert(
    entries.some((entry) => entry.kind === kind && entry.code === code),
    `${kind}/${code} is there to be changed`,
  );
  return entries.map((entry) => {
    if (entry.kind !== kind || entry.code !== code) return entry;
    const body = structuredClone(entry.body) as Json;
    change(body);
    return { ...entry, body };
  });
}

/** A body as a test breaks it: whatever stands in it may be anything. */
// biome-ignore lint/suspicious/noExplicitAny: breaking a shape is the point, and the shape's types forbid it
export type Json = any;
