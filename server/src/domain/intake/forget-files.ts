import { addDays, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { journal } from '../journal/index.ts';

/** Batches whose files are forgotten in one transaction; the rest follows in the next. */
const BATCHES_AT_ONCE = 100;

/**
 * Removes uploaded files past their term (boundary 5): they were kept to go on after a crash and to give the sender her
 * own workbook back, and hold more about people than the archive may.
 *
 * @returns how many batches lost their file.
 */
export async function forgetFiles(system: System): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const now = await write(system.pool, system.clock, async (trx, now) => {
      const day = today(now);
      const { uploadKeptDays } = (await catalogueInForce(system.pool, day)).policy;
      const { rows } = await trx.query<{ batch_id: string }>(
        `delete from intake_part where batch_id in (
           select b.batch_id from intake_batch b
            where b.started_at < $1::date and b.status in ('finished', 'refused', 'failed')
              and exists (select from intake_part p where p.batch_id = b.batch_id)
            order by b.started_at limit ${BATCHES_AT_ONCE})
         returning batch_id`,
        [addDays(day, -uploadKeptDays)],
      );
      const batches = [...new Set(rows.map((row) => row.batch_id))];
      const act = { actor: 'gongxin', purpose: 'retention', now };
      for (const target of batches) await journal(trx, act, { event: 'batch.file-forgotten', target });
      return batches.length;
    });
    forgotten += now;
    if (now < BATCHES_AT_ONCE) return forgotten;
  }
}
