import { canonicalJson, type Json, sha256Hex } from '../../../kernel/canonical-json.ts';
import type { Entry } from '../read-folder.ts';

/** The same for the same law, whatever the order of the files and of the keys within them. */
export function entriesDigest(entries: readonly Entry[]): string {
  const bodies = entries.map(({ kind, code, body }) => [`${kind}/${code}`, body as Json] as const);
  return sha256Hex(canonicalJson(Object.fromEntries(bodies)));
}
