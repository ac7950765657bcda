import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Head } from './heads/head.ts';
import { signHead } from './heads/sign-head.ts';
import type { JournalKeys, KeyRefusal } from './heads/signing-keys.ts';
import { type Act, journal } from './journal.ts';

/** Signs what has been sequenced so far because somebody asked for it, and says so in the journal. */
export async function signOnDemand(
  trx: Transaction,
  act: Act,
  keys: JournalKeys | KeyRefusal,
): Promise<Head | Refusal> {
  if ('refused' in keys) return refuse('not-ready', keys.message);
  const head = await signHead(trx, keys, act.now);
  if (head === undefined) return refuse('not-found', '日志中还没有条目，请稍后再试');
  await journal(trx, act, { event: 'journal.head-signed', target: String(head.treeSize) });
  return head;
}
