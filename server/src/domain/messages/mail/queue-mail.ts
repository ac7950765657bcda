import { today } from '../../../kernel/dates.ts';
import { transaction } from '../../../platform/db/transaction.ts';
import { addJob } from '../../../platform/jobs/add-job.ts';
import type { System } from '../../../system.ts';
import { competentFor, entitledAccounts } from '../../access/index.ts';
import { MAIL_LANES, MESSAGE_MAIL_TO } from '../job-names.ts';

/**
 * Queues a mail to everybody who may read a message and has confirmed an address: a row and a job each, so that one who
 * cannot be reached holds up nobody. Run again it adds nothing. Without a mail server the inbox is all there is.
 *
 * @returns how many mails were queued.
 */
export async function queueMail(
  { pool, config }: Pick<System, 'pool' | 'config'>,
  messageId: string,
  now: Date,
): Promise<number> {
  if (config.mail === undefined) return 0;
  return transaction(pool, async (trx) => {
    const { rows } = await trx.query<{ agency: string | null; subject_id: string }>(
      'select agency, subject_id from message where message_id = $1',
      [messageId],
    );
    const [message] = rows;
    // past its term before anybody came to it
    if (message === undefined) return 0;
    const { agency, subject_id: subjectId } = message;
    const where = agency === null ? { subjectId } : { agencies: await competentFor(trx, agency, today(now)) };
    const readers = await entitledAccounts(trx, 'message.read', where, now);
    const queued = await trx.query<{ account_id: string }>(
      `insert into message_mail (message_id, account_id, state, changed_at)
       select $1, a.account_id, 'queued', $3 from mail_address a
        where a.account_id = any($2) and a.confirmed_at is not null
        order by a.account_id on conflict do nothing returning account_id`,
      [messageId, readers, now],
    );
    for (const { account_id: accountId } of queued.rows)
      await addJob(trx, MESSAGE_MAIL_TO, { messageId, accountId }, { lanes: MAIL_LANES });
    return queued.rows.length;
  });
}
