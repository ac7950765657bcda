import { readMailAddress } from '../../../kernel/mail-address.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { addJob } from '../../../platform/jobs/add-job.ts';
import type { System } from '../../../system.ts';
import { takeTry, triedAt } from '../../access/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { ADDRESS_CODE, MAIL_LANES } from '../job-names.ts';
import { newId } from '../new-id.ts';
import { sealAddress } from './seal-address.ts';

/** A code that comes after that many tries is of no use any more. */
const CODE_MAIL_ATTEMPTS = 12;

/**
 * Keeps a new address of an account until its owner has typed the code that is mailed to it; until then notices go to the
 * one confirmed before. Each asking counts: nobody has us fill a stranger's mailbox.
 */
export async function setAddress(
  trx: Transaction,
  act: Act,
  { config, secrets }: Pick<System, 'config' | 'secrets'>,
  { accountId, address: typed }: { accountId: string; address: string },
): Promise<{ waiting: true } | Refusal> {
  if (config.mail === undefined) return refuse('conflict', '本平台未启用邮件，消息请登录后在“我的消息”中查看。');
  const { rows } = await trx.query<{ kind: string }>('select kind from account where account_id = $1 for update', [
    accountId,
  ]);
  if (rows[0]?.kind === 'person')
    return refuse('person-not-permitted', '自然人账号不留存邮件地址，消息请登录后查看。', { field: 'address' });
  const address = readMailAddress(typed);
  if (address === null)
    return refuse('invalid-request', '邮件地址的格式不正确，请填写一个完整的地址，如 name@example.cn。', {
      field: 'address',
    });
  const waits = await takeTry(trx, triedAt(secrets, 'mail-address', accountId), act.now);
  if (waits !== undefined) return waits;
  const addressId = newId('e');
  await trx.query('delete from mail_address where account_id = $1 and confirmed_at is null', [accountId]);
  await trx.query('insert into mail_address (address_id, account_id, sealed, set_at) values ($1, $2, $3, $4)', [
    addressId,
    accountId,
    sealAddress(secrets, addressId, address),
    act.now,
  ]);
  await addJob(trx, ADDRESS_CODE, { addressId }, { lanes: MAIL_LANES, maxAttempts: CODE_MAIL_ATTEMPTS });
  await journal(trx, act, { event: 'mail-address.set', target: accountId });
  return { waiting: true };
}
