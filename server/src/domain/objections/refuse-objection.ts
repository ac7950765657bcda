import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, issuePaper, type PaperIssued, refuseStep, stepFrom, takeStep } from '../casework/index.ts';
import { refuseLate, stopClocks } from './clocks.ts';
import { closeObjection, takeObjection } from './objection.ts';
import { withoutOwnName } from './own-name.ts';
import { type Remedies, usualBlanks } from './paper-blanks.ts';
import { OBJECTION, REFUSAL_NAMES, type RefusalGround } from './rules.ts';
import { releaseFact } from './suspension.ts';
import { tellDecided } from './tell.ts';

export const NO_ACCEPTANCE = 'objection-refusal';

export type NotAccepted = Remedies & { ground: RefusalGround; reason: string; documentNo: string };

/** Does not accept an objection, for one of the grounds and with reasons; what it had suspended stands again. */
export async function refuseObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { ground, reason: said, documentNo, ...remedies }: NotAccepted,
): Promise<(PaperIssued & { state: string }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'refused') === undefined) return refuseStep(OBJECTION, held.state, 'refused');
  const late = await refuseLate(trx, acting, held);
  if (late !== null) return late;
  const { objection } = held;
  const usual = await usualBlanks(trx, catalogue, held);
  // the paper and the message say it as the deed keeps it
  const reason = (await withoutOwnName(trx, acting, objection))(maskEveryIdentifierIn(said.trim()));
  const reasons = `${REFUSAL_NAMES[ground]}。${reason}`;
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: NO_ACCEPTANCE,
    documentNo,
    ...(objection.personNo === null ? {} : { personNo: objection.personNo }),
    blanks: { ...usual, reasons, ...remedies },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, OBJECTION, held, {
    deed: 'refused',
    reason,
    documentNo,
    content: { ground, paperNo: paper.paperNo },
  });
  if (isRefusal(taken)) return taken;
  const amiss = (await releaseFact(trx, act, objection)) ?? (await stopClocks(trx, act, held, '不予受理'));
  if (amiss !== null) return amiss;
  await closeObjection(trx, held, act.now);
  const told = { ...objection, agency: held.agency };
  await tellDecided(trx, acting, told, { record: usual.record, outcome: '不予受理', reason: reasons });
  return { ...paper, state: taken.state };
}
