import { maskMailAddress } from '../../../kernel/mail-address.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { openAddress } from './seal-address.ts';

type Row = { address_id: string; sealed: Buffer; set_at: Date; code_mail: CodeMail; confirmed_at: Date | null };
type CodeMail = 'queued' | 'sent' | 'failed';

/** What an account is told of its own: addresses masked, as it knows them. */
export type OwnAddress = {
  confirmed?: { address: string; confirmedAt: Date };
  /** Waits for the code that was mailed to it. */
  waiting?: { address: string; setAt: Date; codeMail: CodeMail };
};

export async function ownAddress(db: Queryable, secrets: Secrets, accountId: string): Promise<OwnAddress> {
  const { rows } = await db.query<Row>(
    'select address_id, sealed, set_at, code_mail, confirmed_at from mail_address where account_id = $1',
    [accountId],
  );
  const own: OwnAddress = {};
  for (const { address_id, sealed, set_at, code_mail, confirmed_at } of rows) {
    const address = maskMailAddress(openAddress(secrets, address_id, sealed));
    if (confirmed_at === null) own.waiting = { address, setAt: set_at, codeMail: code_mail };
    else own.confirmed = { address, confirmedAt: confirmed_at };
  }
  return own;
}
