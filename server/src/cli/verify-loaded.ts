import type pg from 'pg';
import {
  type Break,
  JournalBroken,
  type OpenMonth,
  openJournalKeys,
  openMonth,
  type PublicKey,
  postgresSource,
  trustedKeys,
  type Verified,
  verifyJournal,
} from '../domain/journal/index.ts';
import type { Config } from '../platform/config/config.ts';
import { SECRET_FILE, secretsIn } from '../platform/config/secrets.ts';
import { rowsBehind } from './rows-behind.ts';

/** The first break as a sentence for an operator; undefined where there is none. */
export function sentenceOfBreak(outcome: Verified | Break): string | undefined {
  const found = 'code' in outcome ? outcome : outcome.broken;
  return found === null ? undefined : `不符：${placeOf(found)}${found.said}。`;
}

function placeOf({ position, entryId }: Break): string {
  const parts = [
    ...(position === undefined ? [] : [`第 ${position} 位`]),
    ...(entryId === undefined ? [] : [`条目 ${entryId}`]),
  ];
  return parts.length === 0 ? '' : `${parts.join('、')}：`;
}

/** Files of detached months, by month. Throws `JournalBroken` where one is not what was detached. */
export async function openMonths(
  files: readonly string[],
  trusted: readonly PublicKey[],
): Promise<Map<string, OpenMonth>> {
  const months = new Map<string, OpenMonth>();
  for (const file of files) {
    const month = await openMonth(file, trusted);
    months.set(month.header.month, month);
  }
  return months;
}

/** Recomputes the journal of a backup whose rows are loaded but not kept yet, by the keys of the secret it brings. */
export async function verifyLoaded(
  trx: pg.Client,
  files: ReadonlyMap<string, Buffer>,
  config: Pick<Config, 'journalKeyFile' | 'sm2KeyFile'>,
  { given = [], detached = [] }: { given?: readonly PublicKey[]; detached?: readonly string[] } = {},
): Promise<Verified | Break> {
  const secret = files.get(SECRET_FILE);
  const keys = secret === undefined ? undefined : openJournalKeys(config, secretsIn(secret));
  const trusted = [...(keys === undefined || 'refused' in keys ? [] : trustedKeys(keys)), ...given];
  try {
    const months = await openMonths(detached, trusted);
    return await verifyJournal(postgresSource(trx), { trusted, rowsBehind: rowsBehind(trx), detached: months });
  } catch (error) {
    if (error instanceof JournalBroken) return error.found;
    throw error;
  }
}
