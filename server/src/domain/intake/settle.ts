import assert from 'node:assert/strict';
import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { reachOfAct, withinReach } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { isShown, refuseWithoutStart, tellEnded, tellReturned } from '../records/index.ts';
import { getSubject } from '../subjects/index.ts';
import { applyRows } from './apply-rows.ts';
import { type PlacedRow, recordIdFor } from './place-row.ts';
import type { QueuedContent } from './queue-rows.ts';
import { registerRows } from './register-rows.ts';
import {
  whileNobodySettles,
  whileNobodyTakesBack,
  whileNobodyWrites,
  whileTheRegisterIsSilent,
  whileTheRegisterSpeaks,
} from './take-turns.ts';
import { versionFinding } from './version-finding.ts';

export type Settlement = { queueId: string; reason: string } & (
  | { decision: 'attributed'; subjectId: string }
  | { decision: 'dismissed' }
);

type Queued = {
  queue_id: string;
  category: string;
  agency: string;
  content: QueuedContent;
  batch_id: string;
  file: string | null;
  sheet: string | null;
  row: number | null;
  settled: boolean;
};

/**
 * A named person says whose record a queued row is, or that it is nobody's, by the law of the day. Settled once. `reach`: whose rows the person
 * may settle; those of the own agency, and of any where none is named, unless said.
 */
export async function settleQueued(
  catalogue: Catalogue,
  trx: Transaction,
  act: Act,
  settlement: Settlement,
  reach: Reach = reachOfAct(act),
): Promise<{ recordId: string | null } | Refusal> {
  const { queueId, decision, reason } = settlement;
  if (reason.trim() === '') return refuse('invalid-request', '请写明认领或退回的理由');
  await whileNobodyTakesBack(trx);
  await whileNobodySettles(trx, queueId);
  const { rows } = await trx.query<Queued>(
    `select q.queue_id, q.category, q.agency, q.content, q.batch_id, q.file, q.sheet, q.row,
            exists (select from intake_settlement s where s.queue_id = q.queue_id) as settled
       from intake_queue q where q.queue_id = $1`,
    [queueId],
  );
  const queued = rows[0];
  if (queued === undefined || !(await withinReach(trx, reach, queued.agency))) {
    return refuse('not-found', '没有这条待认领的数据，请核对编号');
  }
  if (queued.settled) return refuse('already-done', '这条数据已经认领或退回，不能再次办理');
  const subjectId = settlement.decision === 'attributed' ? settlement.subjectId : null;
  const recordId = subjectId === null ? null : await attribute(catalogue, trx, act, queued, subjectId);
  if (isRefusal(recordId)) return recordId;
  await trx.query(
    `insert into intake_settlement (queue_id, decision, subject_id, reason, actor, settled_at) values ($1, $2, $3, $4, $5, $6)`,
    [queueId, decision, subjectId, reason, act.actor, act.now],
  );
  await journal(trx, act, {
    event: 'queue.settled',
    target: queueId,
    ...(subjectId === null ? {} : { subjectId }),
    detail: { decision, recordId },
  });
  return { recordId };
}

/** The row enters the archive as if it had named this subject; it is the last word of its key, so it becomes current. */
async function attribute(
  catalogue: Catalogue,
  trx: Transaction,
  act: Act,
  queued: Queued,
  subjectId: string,
): Promise<string | Refusal> {
  await whileNobodyWrites(trx, queued.category);
  const day = today(act.now);
  const category = catalogue.category(queued.category);
  if (category === undefined) return refuse('conflict', '现行目录已没有这一信息类别，请退回报送部门');
  const isRegister = category.role === 'register';
  await (isRegister ? whileTheRegisterSpeaks(trx) : whileTheRegisterIsSilent(trx));
  const subject = await getSubject(trx, subjectId);
  if (subject === null || subject.standing === 'retired') return refuse('not-found', '没有这个主体，请核对主体编号');
  if (!category.subjects.includes(subject.kind as never)) {
    return refuse('invalid-request', `“${category.name}”不收此类主体，请核对主体类型`, { field: 'subjectId' });
  }
  const { suspendedUnder, ...content } = queued.content;
  // its suspension stays with the subject it was laid under; under another somebody has to release it
  const elsewhere = suspendedUnder !== undefined && suspendedUnder !== subjectId;
  const row: PlacedRow = { ...content, subjectId, ...(elsewhere ? { withheld: 'review' } : {}) };
  // it was judged by the law of the day it came
  const withoutStart = refuseWithoutStart(catalogue, { category: category.code, fields: row.values });
  if (withoutStart !== null) return withoutStart;
  const recordId = recordIdFor(subjectId, row, category);
  const [judgement] = await applyRows(
    trx,
    act.now,
    [{ recordId, row, isLast: true, lastRow: row, sheet: queued.sheet, rowNo: queued.row }],
    {
      catalogue,
      category,
      agency: queued.agency,
      batchId: queued.batch_id,
      file: queued.file,
      receivedOn: day,
      settles: true,
    },
  );
  assert(judgement !== undefined, 'one judgement a row');
  // what a decision took out comes back by a decision only
  if ('code' in judgement) return refuse('already-done', versionFinding(judgement, category).message);
  if (isRegister && judgement.outcome !== 'duplicate') {
    const { agency, batch_id: batchId } = queued;
    const by = { actor: act.actor, agency, batchId, catalogue, category };
    await registerRows(trx, act.now, [{ row, current: judgement.current }], by);
  }
  // of a batch its job tells (`records-changed`); what the register says everybody sees as it is today
  if (judgement.outcome === 'updated' && !isRegister) {
    await tellEnded(trx, { subjectId, recordId, moment: act.now }, 'changed');
  }
  // whoever had it was told that the register took it away
  const isBack = judgement.outcome === 'accepted' && judgement.version > 1;
  if (isBack && (await isShown(trx, { subjectId, recordId }, day))) {
    await tellReturned(trx, { subjectId, recordId, moment: act.now }, 'resumed');
  }
  return recordId;
}
