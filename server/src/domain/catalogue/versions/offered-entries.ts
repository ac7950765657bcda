import type { CalendarDate } from '../../../kernel/dates.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { lintCatalogue } from '../lint.ts';
import { type Entry, MOST_FILES } from '../read-folder.ts';
import type { EntryKind } from '../types.ts';

/** One entry as it is offered: which folder, which name, what stands in it. */
export type OfferedEntry = { kind: EntryKind; code: string; body: unknown };

export const MOST_ENTRIES = MOST_FILES;
/** Far above a national catalogue with all local supplements: the bundled one has a fifth of a megabyte. */
export const MOST_ENTRY_BYTES = 8 * 1024 * 1024;
/** Findings answered at once; the rest is counted. */
const MOST_FINDINGS = 100;
/** What neither a store nor a comparison of texts can hold. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** The gate: entries that may become law on the day, or the findings of the lint. Nothing is kept of what is refused. */
export function readOffered(offered: readonly OfferedEntry[], inForceFrom: CalendarDate): Entry[] | Refusal {
  if (offered.length > MOST_ENTRIES) return refuse('too-large', `目录条目超过 ${MOST_ENTRIES} 个，请核对后重新提出。`);
  const entries = offered.map(({ kind, code, body }) => ({ kind, code, body, file: `${kind}/${code}.yaml` }));
  const names = new Set<string>();
  for (const { file } of entries) {
    if (names.has(file)) return refuse('invalid-request', `${file} 出现了两次，一个条目只能提出一次。`);
    names.add(file);
  }
  const findings = lintCatalogue(entries, inForceFrom);
  if (findings.length > 0) {
    const [first] = findings;
    return refuse(
      'catalogue-findings',
      `目录有 ${findings.length} 处问题，须全部解决后才能提出。第一处：${first?.file} ${first?.at} ${first?.message}`,
      { findings: findings.slice(0, MOST_FINDINGS), count: findings.length },
    );
  }
  return refuseUnstorable(entries) ?? entries;
}

/** Called after the lint: only bodies of known shape get here, so their depth is bounded. */
function refuseUnstorable(entries: readonly Entry[]): Refusal | null {
  let bytes = 0;
  for (const { file, body } of entries) {
    for (const text of textsIn(body)) {
      if (UNSTORABLE.test(text))
        return refuse('catalogue-findings', `${file} 中有无法保存的字符，请重新录入有关文字。`, { file });
    }
    bytes += Buffer.byteLength(JSON.stringify(body));
  }
  if (bytes <= MOST_ENTRY_BYTES) return null;
  return refuse('too-large', `目录全部条目超过 ${MOST_ENTRY_BYTES / 1024 / 1024} MB，请核对后重新提出。`);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) yield* textsIn(part);
}
