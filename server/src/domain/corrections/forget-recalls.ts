import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';

/** Deleted in one transaction; the rest follows in the next. */
const RECALLS_AT_ONCE = 500;
const REVERSALS_AT_ONCE = 500;

/**
 * Nightly: deletes recalls and letters to desks past their term, answered or not, with everything that became of them. Which
 * ones, the database decides by the catalogue in force: this role cannot delete them. The journal keeps that they were made.
 *
 * @returns how many of each were deleted.
 */
export async function forgetRecalls({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<{
  recalls: number;
  reversals: number;
}> {
  const all = { recalls: 0, reversals: 0 };
  for (;;) {
    const some = await write(pool, clock, async (trx, now) => {
      const { rows } = await trx.query<typeof all>(
        `select forget_recalls($1, ${RECALLS_AT_ONCE}) as recalls, forget_reversals($1, ${REVERSALS_AT_ONCE}) as reversals`,
        [now],
      );
      const { recalls = 0, reversals = 0 } = rows[0] ?? {};
      if (recalls + reversals > 0) {
        const act = { actor: 'gongxin', purpose: 'retention', now };
        await journal(trx, act, { event: 'recall.forgotten', detail: { recalls, reversals } });
      }
      return { recalls, reversals };
    });
    all.recalls += some.recalls;
    all.reversals += some.reversals;
    if (some.recalls < RECALLS_AT_ONCE && some.reversals < REVERSALS_AT_ONCE) return all;
  }
}
