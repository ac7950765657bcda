import assert from 'node:assert/strict';
import { type Transaction, write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';
import type { Candidate } from '../subjects/index.ts';
import { type applyNewRows, applyRows, type RowToApply } from './apply-rows.ts';
import { type Batch, findUnderWay, OUTCOMES } from './batch.ts';
import { outcomesOf, tallied } from './chunk-outcomes.ts';
import type { Desk } from './desk.ts';
import { queueRows } from './queue-rows.ts';
import { registeredCandidates } from './register-candidates.ts';
import { registerRows } from './register-rows.ts';
import type { Staged, StagedRow } from './staged-rows.ts';
import { stillTheirs } from './still-theirs.ts';
import {
  whileNobodyTakesBack,
  whileNobodyWrites,
  whileTheRegisterIsSilent,
  whileTheRegisterSpeaks,
} from './take-turns.ts';
import { writeFindings } from './write-findings.ts';

/** When a chunk may be written, and when it may be committed. */
export type Turn = {
  /** Takes the locks under which it is written; false where it is not to be written now. */
  take: (trx: Transaction) => Promise<boolean>;
  /** Null, and nothing is written, where its rows are not to be written now after all. */
  apply: typeof applyNewRows;
  /** All of it is written: waits until the chunk before it is committed. */
  written: () => Promise<void>;
};

/** A chunk is written when nobody else writes its category, unless it is applied already. */
export function inTurn({ batchId, category }: Batch, desk: Desk, chunkNo: number): Turn {
  return {
    take: async (trx) => {
      await whileNobodyTakesBack(trx);
      await whileNobodyWrites(trx, category);
      await (desk.category.role === 'register' ? whileTheRegisterSpeaks(trx) : whileTheRegisterIsSilent(trx));
      return (await findUnderWay(trx, batchId)).appliedChunks === chunkNo;
    },
    apply: applyRows,
    written: async () => {},
  };
}

/**
 * Turns a staged chunk into versions, windows and grounds, and counts it. One transaction: a chunk is applied whole or
 * not at all, and a second try of the same chunk does nothing.
 *
 * @param staged its rows, which may have been asked for ahead; null where somebody else has applied it meanwhile.
 * @returns whether it is applied by this; not where it was not to be written now.
 */
export async function applyChunk(
  system: System,
  batch: Batch,
  desk: Desk,
  chunkNo: number,
  staged: readonly Staged[] | null,
  turn: Turn,
): Promise<boolean> {
  return write(system.pool, system.clock, async (trx) => {
    if (!(await turn.take(trx))) return false;
    // its turn may have been long in coming: whoever was given the records meanwhile had them before they change
    const now = system.clock();
    assert(staged !== null, 'what is not applied is staged');
    const isRegister = desk.category.role === 'register';
    const contradicted = isRegister ? new Map<number, Candidate[]>() : await contradictedRows(trx, staged, batch, desk);
    const certain = staged.filter(({ seq }) => !contradicted.has(seq));
    const rows: RowToApply[] = certain.map((item) => ({
      recordId: item.recordId,
      row: item.judged,
      isLast: item.last === null,
      lastRow: item.last ?? item.judged,
      sheet: item.sheet,
      rowNo: item.row,
    }));
    const judged = await turn.apply(trx, now, rows, {
      catalogue: desk.catalogue,
      category: desk.category,
      agency: batch.agency,
      batchId: batch.batchId,
      file: batch.file,
      receivedOn: desk.receivedOn,
    });
    if (judged === null) return false;
    await turn.written();
    const held = await findUnderWay(trx, batch.batchId);
    assert(held.appliedChunks === chunkNo, 'chunks are committed in their order');

    const { rows: chunks } = await trx.query<{ first_seq: number; outcomes: string }>(
      'select first_seq, outcomes from intake_chunk where batch_id = $1 and chunk_no = $2',
      [batch.batchId, chunkNo],
    );
    const chunk = chunks[0];
    assert(chunk !== undefined, 'what is applied was staged');
    const judgements = new Map(certain.map(({ seq }, at) => [seq, judged[at]]));
    const outcomes = outcomesOf(staged, judgements, contradicted, { batch, desk, chunkNo });
    const letters = [...chunk.outcomes];
    for (const [seq, outcome] of outcomes.bySeq) letters[seq - chunk.first_seq] = OUTCOMES[outcome];
    const tally = tallied(held.counts, letters, outcomes);
    await writeFindings(trx, batch.batchId, outcomes.findings);
    await queueRows(trx, outcomes.queued, now);
    const { actor, agency, batchId } = batch;
    await registerRows(trx, now, outcomes.registered, {
      actor,
      agency,
      batchId,
      catalogue: desk.catalogue,
      category: desk.category,
    });
    await trx.query('update intake_chunk set outcomes = $3, staged = null where batch_id = $1 and chunk_no = $2', [
      batch.batchId,
      chunkNo,
      letters.join(''),
    ]);
    await trx.query('update intake_batch set applied_chunks = $2, counts = $3 where batch_id = $1', [
      batch.batchId,
      chunkNo + 1,
      JSON.stringify(tally),
    ]);
    await journal(
      trx,
      { actor: batch.actor, agency: batch.agency, purpose: 'intake', now },
      {
        event: 'batch.applied',
        target: batch.batchId,
        detail: { chunk: chunkNo, rows: letters.length },
      },
    );
    return true;
  });
}

/** Rows whose subject the register has contradicted since they were staged, with whom they may mean instead. */
async function contradictedRows(
  trx: Transaction,
  staged: readonly Staged[],
  batch: Batch,
  desk: Desk,
): Promise<Map<number, Candidate[]>> {
  const filed = staged.map(({ judged }) => ({ subjectId: judged.subjectId, name: nameOf(judged, desk) }));
  const theirs = await stillTheirs(
    trx,
    filed.map(({ subjectId }) => subjectId),
    batch.registerKnownUntil,
  );
  const doubtful = staged.flatMap((item, at) => {
    const row = filed[at];
    return row === undefined || theirs(row) ? [] : [{ seq: item.seq, row }];
  });
  if (doubtful.length === 0) return new Map();
  const candidates = await registeredCandidates(
    trx,
    doubtful.map(({ row }) => row),
  );
  return new Map(doubtful.map(({ seq }, at) => [seq, candidates[at] ?? []]));
}

function nameOf({ values }: StagedRow, { category }: Desk): string | null {
  const name = values[category.identifies.name];
  return typeof name === 'string' ? name : null;
}
