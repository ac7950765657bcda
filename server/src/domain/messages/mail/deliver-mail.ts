import { MAIL_BOUNDS, sendMail } from '../../../platform/mail/send-mail.ts';
import type { System } from '../../../system.ts';
import { openAddress } from '../addresses/seal-address.ts';
import { messageMailText } from './mail-text.ts';

export type Delivery = { messageId: string; accountId: string };

/** Said of a mail that no server was asked to take. */
const NO_SERVER = 'no mail server is configured';

/** A mail was put off; the queue tries again, later and later. What it says may stand in a log. */
export class PutOff extends Error {
  override readonly name = 'PutOff';
}

type Owed = { title: string; address_id: string | null; sealed: Buffer | null };

/**
 * Mails one account that there is a message. At least once: whoever dies between the server's yes and our row sends it
 * again, under the same Message-ID. Nobody's lock is held while a server thinks.
 */
export async function deliverMail(
  { pool, config, secrets }: Pick<System, 'pool' | 'config' | 'secrets'>,
  delivery: Delivery,
  now: Date,
  bounds = MAIL_BOUNDS,
): Promise<void> {
  const { messageId, accountId } = delivery;
  const key = [messageId, accountId];
  const { rows } = await pool.query<Owed>(
    `select m.title, a.address_id, a.sealed
       from message_mail d join message m on m.message_id = d.message_id
       left join mail_address a on a.account_id = d.account_id and a.confirmed_at is not null
      where d.message_id = $1 and d.account_id = $2 and d.state = 'queued'`,
    key,
  );
  const [owed] = rows;
  if (owed === undefined) return;
  const { title, address_id: addressId, sealed } = owed;
  // its owner wants no mail any more: nothing is owed
  if (addressId === null || sealed === null) {
    await pool.query('delete from message_mail where message_id = $1 and account_id = $2', key);
    return;
  }
  if (config.mail === undefined) return failMail({ pool }, delivery, now, NO_SERVER);
  const mail = {
    id: `${messageId}.${accountId}`,
    to: openAddress(secrets, addressId, sealed),
    ...messageMailText(config, { messageId, title }),
    at: now,
  };
  const { outcome, reply } = await sendMail(config.mail, mail, bounds);
  const state = { sent: 'sent', refused: 'failed', later: 'queued' }[outcome];
  await pool.query(
    `update message_mail set state = $3, reply = $4, tries = tries + 1, changed_at = $5
      where message_id = $1 and account_id = $2 and state = 'queued'`,
    [...key, state, reply, now],
  );
  if (outcome === 'later') throw new PutOff(`mail put off: ${reply}`);
}

/** The last try has failed: what the server said last stays, for an administrator to see. */
export async function failMail(
  { pool }: Pick<System, 'pool'>,
  { messageId, accountId }: Delivery,
  now: Date,
  otherwise = '-',
): Promise<void> {
  await pool.query(
    `update message_mail set state = 'failed', reply = coalesce(reply, $4), changed_at = $3
      where message_id = $1 and account_id = $2 and state = 'queued'`,
    [messageId, accountId, now, otherwise],
  );
}
