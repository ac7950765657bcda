import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';

/** Forgets an account's addresses, confirmed or waiting; from then on there is the inbox alone. */
export async function removeAddress(
  trx: Transaction,
  act: Act,
  accountId: string,
): Promise<{ removed: number } | Refusal> {
  const { rowCount } = await trx.query('delete from mail_address where account_id = $1', [accountId]);
  if (rowCount === null || rowCount === 0) return refuse('not-found', '没有留存您的邮件地址。');
  await journal(trx, act, { event: 'mail-address.removed', target: accountId });
  return { removed: rowCount };
}
