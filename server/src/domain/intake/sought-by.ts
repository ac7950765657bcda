import { orgCodeKey, type Sought } from '../subjects/index.ts';
import type { Judged } from './judge-row.ts';

/** Everything rows can be identified by, to be asked of the register at once. */
export function soughtBy(judged: readonly Judged[]): Sought {
  const codes = new Set<string>();
  const orgCodes = new Set<string>();
  const oldNumbers = new Set<string>();
  const names = new Set<string>();
  for (const { judged: row } of judged) {
    if ('person' in row) continue;
    const { party } = row;
    if (party.verdict) codes.add(party.verdict.code);
    if (party.orgCode) orgCodes.add(orgCodeKey(party.orgCode));
    for (const { value } of party.oldNumbers) oldNumbers.add(value);
    if (party.name) names.add(party.name);
  }
  return { codes: [...codes], orgCodes: [...orgCodes], oldNumbers: [...oldNumbers], names: [...names] };
}
