import { addMonths, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { journal } from '../journal/index.ts';

/** Messages forgotten in one transaction; the rest follows in the next. */
const MESSAGES_AT_ONCE = 1_000;

/**
 * Deletes messages past their term, with who read them and to whom they were mailed, and the mail addresses of accounts that
 * have ended.
 *
 * @returns how many messages were forgotten.
 */
export async function forgetMessages(system: System): Promise<number> {
  await system.pool.query(
    'delete from mail_address a using account u where u.account_id = a.account_id and u.ended_at is not null',
  );
  let forgotten = 0;
  for (;;) {
    const now = await write(system.pool, system.clock, async (trx, now) => {
      const day = today(now);
      const { messageKeptMonths } = (await catalogueInForce(system.pool, day)).policy;
      const { rowCount } = await trx.query(
        `delete from message where message_id in (
           select message_id from message where sent_at < $1::date order by sent_at limit ${MESSAGES_AT_ONCE})`,
        [addMonths(day, -messageKeptMonths)],
      );
      const messages = rowCount ?? 0;
      if (messages > 0) {
        const act = { actor: 'gongxin', purpose: 'retention', now };
        await journal(trx, act, { event: 'message.forgotten', detail: { messages } });
      }
      return messages;
    });
    forgotten += now;
    if (now < MESSAGES_AT_ONCE) return forgotten;
  }
}
