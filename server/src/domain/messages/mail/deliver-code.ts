import { MAIL_BOUNDS, sendMail } from '../../../platform/mail/send-mail.ts';
import type { System } from '../../../system.ts';
import { addressCode, CODE_VALID_MS } from '../addresses/address-code.ts';
import { openAddress } from '../addresses/seal-address.ts';
import { PutOff } from './deliver-mail.ts';
import { codeMailText } from './mail-text.ts';

/** Mails the code to an address that waits for it; to none that was replaced, removed or confirmed since. */
export async function deliverCode(
  { pool, config, secrets }: Pick<System, 'pool' | 'config' | 'secrets'>,
  addressId: string,
  now: Date,
  bounds = MAIL_BOUNDS,
): Promise<void> {
  const { rows } = await pool.query<{ sealed: Buffer }>(
    `select sealed from mail_address
      where address_id = $1 and confirmed_at is null and code_mail = 'queued' and set_at > $2`,
    [addressId, new Date(now.getTime() - CODE_VALID_MS)],
  );
  const [waiting] = rows;
  if (waiting === undefined) return;
  if (config.mail === undefined) return failCode({ pool }, addressId);
  const mail = {
    id: addressId,
    to: openAddress(secrets, addressId, waiting.sealed),
    ...codeMailText(config, addressCode(secrets, addressId)),
    at: now,
  };
  const { outcome, reply } = await sendMail(config.mail, mail, bounds);
  if (outcome === 'later') throw new PutOff(`mail put off: ${reply}`);
  const became = outcome === 'sent' ? 'sent' : 'failed';
  await pool.query('update mail_address set code_mail = $2 where address_id = $1', [addressId, became]);
}

export async function failCode({ pool }: Pick<System, 'pool'>, addressId: string): Promise<void> {
  await pool.query(`update mail_address set code_mail = 'failed' where address_id = $1 and code_mail = 'queued'`, [
    addressId,
  ]);
}
