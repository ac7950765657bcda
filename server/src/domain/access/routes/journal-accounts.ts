import type { Call } from '../../../platform/http/route.ts';
import { journal } from '../../journal/index.ts';

/** Whose accounts and posts somebody looked at; durable before they are shown. Nothing else is written, so one statement is enough. */
export async function journalAccounts(
  { pool, clock }: Call['system'],
  act: Call['act'],
  seen: readonly { accountId: string }[],
): Promise<void> {
  const accounts = seen.map(({ accountId }) => accountId);
  await journal(pool, act(clock(), 'account'), { event: 'account.read', detail: { accounts } });
}
