import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { type Act, journal } from '../../journal/index.ts';
import { CODE_TRIES, CODE_VALID_MS, isAddressCode } from './address-code.ts';

/**
 * Confirms the waiting address by the code that was mailed to it; the address before goes. A try is counted before the code
 * is looked at: call it in a transaction that commits refusals, too.
 */
export async function confirmAddress(
  trx: Transaction,
  act: Act,
  { secrets }: Pick<System, 'secrets'>,
  { accountId, code }: { accountId: string; code: string },
): Promise<{ confirmed: true } | Refusal> {
  const { rows } = await trx.query<{ address_id: string; set_at: Date }>(
    `update mail_address set tries = tries + 1
      where account_id = $1 and confirmed_at is null and tries < ${CODE_TRIES} returning address_id, set_at`,
    [accountId],
  );
  const [waiting] = rows;
  if (waiting === undefined || act.now.getTime() - waiting.set_at.getTime() > CODE_VALID_MS)
    return refuse('code-refused', '没有待确认的邮件地址，或者验证码已经失效。请重新填写邮件地址，取得新的验证码。');
  const { address_id: addressId } = waiting;
  if (!isAddressCode(secrets, addressId, code)) {
    await journal(trx, act, { event: 'mail-address.refused', target: accountId });
    return refuse('code-refused', '验证码不正确，请核对邮件中的 8 位数字；连续输错 5 次的，须重新填写邮件地址。', {
      field: 'code',
    });
  }
  await trx.query('delete from mail_address where account_id = $1 and confirmed_at is not null', [accountId]);
  await trx.query('update mail_address set confirmed_at = $2 where address_id = $1', [addressId, act.now]);
  await journal(trx, act, { event: 'mail-address.confirmed', target: accountId });
  return { confirmed: true };
}
