import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, dutiesOf, openCase, refuseAbolished } from '../casework/index.ts';
import { type CurrentVersion, findCurrent, takeRecord } from '../records/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { startAnswer } from './clocks.ts';
import { keepObjection } from './keep-objection.ts';
import { lockObjected, noSuchRecord } from './objected.ts';
import { openObjection } from './objection.ts';
import { type About, isOfCourt, OBJECTION } from './rules.ts';
import { suspendFact } from './suspension.ts';

export type OwnMotion = { subject: string; recordId: string; about: About; grounds: string };

/**
 * The agency finds its own error: nobody has to object for it. What it doubts is suspended while it verifies, unless a
 * court keeps the list; its time to answer runs at once, and what comes of it takes two persons like any answer.
 */
export async function beginOwnMotion(
  trx: Transaction,
  acting: Acting,
  { subject: code, recordId, about, grounds }: OwnMotion,
): Promise<{ caseId: string; state: string; dueOn: string | null } | Refusal> {
  const { act, catalogue } = acting;
  const day = today(act.now);
  const abolished = await refuseAbolished(trx, act.agency, day);
  if (abolished !== null) return abolished;
  if (about === 'naming')
    return refuse('not-permitted', '不再列为责任人员的，请在列入案件中办理。', { field: 'about' });
  await lockObjected(trx, recordId);
  const subject = await findSubjectByCode(trx, code);
  const record = subject === null ? undefined : await heldCurrent(trx, act.now, subject.subjectId, recordId);
  const duties = await dutiesOf(trx, act.agency, day);
  if (record === undefined || !(duties.includes(record.authority) || duties.includes(record.agency)))
    return noSuchRecord();
  const { subjectId } = record;
  const open = await openObjection(trx, { subjectId, recordId });
  if (open !== undefined) {
    return refuse('conflict', '该信息的异议正在办理，请在该案件中提请更正或者撤回。', { caseId: open.caseId });
  }
  const reason = maskEveryIdentifierIn(grounds.trim());
  if (reason === '') return refuse('invalid-request', '请写明发现的错误。', { field: 'grounds' });
  const opened = await openCase(
    trx,
    act,
    OBJECTION,
    { subjectId, catalogueVersion: catalogue.version },
    { deed: 'found', reason, content: { origin: 'own-motion', about, recordId } },
  );
  const { caseId } = opened;
  const row = { subjectId, caseId, recordId, origin: 'own-motion', personId: '', personNo: null, about } as const;
  const suspends = !isOfCourt(catalogue, record);
  await keepObjection(trx, act.now, catalogue, { ...row, record, standing: 'own-motion', suspends, proof: null });
  const suspended = suspends ? await suspendFact(trx, act, row) : null;
  if (suspended !== null) return suspended;
  const started = await startAnswer(trx, acting, row, { onDay: day, cause: '依职权核实' });
  return isRefusal(started) ? started : { ...opened, ...started };
}

/** The record as it stands, held: it may be taken back to the queue in this moment, and then nothing of it is suspended. */
async function heldCurrent(
  trx: Transaction,
  now: Date,
  subjectId: string,
  recordId: string,
): Promise<CurrentVersion | undefined> {
  const held = await takeRecord(trx, { subjectId, recordId }, now);
  return isRefusal(held) ? undefined : findCurrent(trx, { subjectId, recordId });
}
