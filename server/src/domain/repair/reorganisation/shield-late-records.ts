import { today } from '../../../kernel/dates.ts';
import { writeUnlessRefused } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { OneByOne } from '../../../platform/jobs/one-by-one.ts';
import type { System } from '../../../system.ts';
import type { LawOn } from '../../casework/index.ts';
import { openShields, shieldSubject } from './shield-subject.ts';

/** Organisations looked at in one run; plans under way are few. */
const SHIELDS_A_RUN = 1_000;

/**
 * Hides what arrived after a ruling and was decided before it: of the organisations of a batch, or of all. It decides
 * nothing that the confirmed ruling has not decided, and done twice it does nothing more.
 */
export async function shieldLateRecords(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  lawOn: LawOn,
  batchId: string | null,
): Promise<number> {
  const catalogue = await lawOn(pool, today(clock()));
  const open = await openShields(pool, { batchId, limit: SHIELDS_A_RUN });
  const each = new OneByOne('organisations whose records could not be hidden');
  let hidden = 0;
  for (const { subjectId } of open) {
    const done = await each.try(subjectId, () =>
      writeUnlessRefused(pool, clock, (trx, now) =>
        shieldSubject(trx, { actor: 'gongxin', purpose: 'casework', now }, catalogue, subjectId),
      ),
    );
    if (done !== undefined && !isRefusal(done)) hidden += done.shielded;
  }
  each.end();
  return hidden;
}
