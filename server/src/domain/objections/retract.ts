import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, ownAct, refuseStep, type StepTaken, stepFrom, takeStep } from '../casework/index.ts';
import { stopClocks } from './clocks.ts';
import { closeObjection, takeOwnObjection } from './objection.ts';
import { withoutOwnName } from './own-name.ts';
import { OBJECTION } from './rules.ts';
import { releaseFact } from './suspension.ts';

/** The objector takes the objection back; what it suspended or hid stands again. What the agency began goes on. */
export async function retractObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason?: string | undefined },
): Promise<StepTaken | Refusal> {
  const { act } = acting;
  const held = await takeOwnObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const { objection } = held;
  if (stepFrom(OBJECTION, held.state, 'retracted') === undefined) return refuseStep(OBJECTION, held.state, 'retracted');
  if (objection.origin === 'own-motion') {
    return refuse('not-permitted', '该案件由受理单位依职权核实，单位并入后不能撤回，请等待答复。');
  }
  const kept = await withoutOwnName(trx, acting, objection);
  const taken = await takeStep(trx, act, OBJECTION, held, {
    deed: 'retracted',
    reason: reason === undefined ? undefined : kept(reason),
  });
  if (isRefusal(taken)) return taken;
  const amiss =
    (await releaseFact(trx, ownAct(act), objection)) ?? (await stopClocks(trx, ownAct(act), held, '异议人撤回异议'));
  if (amiss !== null) return amiss;
  await closeObjection(trx, held, act.now);
  return taken;
}
