import assert from 'node:assert/strict';
import { type FindingCode, lintCatalogue } from '../lint.ts';
import type { Entry } from '../read-folder.ts';
import type { EntryKind } from '../types.ts';
import { changed, type Json } from './bundled.ts';

/** One entry of the law broken in one place, and the finding that must name the place. */
export type Broken = {
  promise: string;
  file: readonly [EntryKind, string];
  change: (body: Json) => void;
  finding: readonly [FindingCode, string];
};

export const field = (body: Json, id: string): Json => body.fields.find((one: Json) => one.id === id);

export function assertRefused({ file, change, finding }: Broken, entries: readonly Entry[], today: string): void {
  const found = lintCatalogue(changed(entries, ...file, change), today);
  const [code, at] = finding;
  const named = found.some((one) => one.code === code && one.at === at);
  assert(named, `${code} ${at} is not among ${JSON.stringify(found, null, 1)}`);
  for (const { message } of found) assert.match(message, /[一-龥].*[。]$/u);
}
