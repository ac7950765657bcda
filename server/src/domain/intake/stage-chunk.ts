import assert from 'node:assert/strict';
import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';
import { bringIn, loadRegisterView, type Newcomer } from '../subjects/index.ts';
import { areStillNew } from './are-still-new.ts';
import { type Batch, findUnderWay, OUTCOMES } from './batch.ts';
import type { Desk } from './desk.ts';
import type { JudgedRows } from './judge-rows.ts';
import { noteNewcomers } from './newcomers.ts';
import type { Placement } from './place-row.ts';
import { placedRows, placeRows } from './place-rows.ts';
import { type QueuedRow, queueRows } from './queue-rows.ts';
import { soughtBy } from './sought-by.ts';
import { type KeptRow, keepRows, type Staged, stagedAlone } from './staged-rows.ts';
import { whileNobodyIdentifies, whileNobodyStages, whileNobodyTakesBack } from './take-turns.ts';
import { type RowFinding, writeFindings } from './write-findings.ts';

/** A stretch of a file's data rows, judged; `firstSeq` counts data rows of the whole file from 0. */
export type Chunk = JudgedRows & { no: number; firstSeq: number; last: boolean };

/**
 * Keeps the good rows of a judged chunk for their versions to be judged. One transaction: the chunk is staged whole or
 * not at all, and a second try of the same chunk does nothing.
 *
 * @returns what of it is of use to others; null where it was staged before.
 */
export async function stageChunk(
  system: System,
  batch: Batch,
  desk: Desk,
  chunk: Chunk,
  told: ToldOfRows,
): Promise<StagedChunk | null> {
  const { judged, root } = chunk;
  return write(system.pool, system.clock, async (trx, now) => {
    await whileNobodyTakesBack(trx);
    await whileNobodyStages(trx, batch.batchId);
    const held = await findUnderWay(trx, batch.batchId);
    if (held.stagedChunks !== chunk.no) return null;
    const sort = (placements: readonly Placement[]) => sortRows(desk, placements, chunk, batch, told);
    let sorted = sort(await placedRows(trx, chunk, desk, batch.registerKnownUntil));
    if (sorted.newcomers.length > 0) {
      // only who brings somebody in waits for others who do
      await whileNobodyIdentifies(trx);
      if (!(await areStillNew(trx, sorted.newcomers))) {
        sorted = sort(placeRows(judged, desk, await loadRegisterView(trx, soughtBy(judged))));
      }
      await bringIn(trx, sorted.newcomers, now);
    }
    await noteNewcomers(trx, batch.batchId, sorted.subjects);
    const staged = await keepRows(trx, batch.batchId, chunk.no, sorted.placed);
    await writeFindings(trx, batch.batchId, sorted.findings);
    await queueRows(trx, sorted.queued, now);
    await trx.query(
      `insert into intake_chunk (batch_id, chunk_no, first_seq, outcomes, root, staged)
       values ($1, $2, $3, $4, $5, $6)`,
      [batch.batchId, chunk.no, chunk.firstSeq, sorted.outcomes, root, staged],
    );
    await trx.query(
      `update intake_batch set staged_chunks = $2, staged_rows = $3, staged = $4, status = 'running' where batch_id = $1`,
      [batch.batchId, chunk.no + 1, chunk.firstSeq + judged.length, chunk.last],
    );
    await journal(
      trx,
      { actor: batch.actor, agency: batch.agency, purpose: 'intake', now },
      {
        event: 'batch.staged',
        target: batch.batchId,
        detail: { chunk: chunk.no, rows: judged.length, root },
      },
    );
    return { identified: sorted.newcomers.length > 0, alone: stagedAlone(sorted.placed) };
  });
}

export type StagedChunk = {
  /** The register knows other subjects by it than before. */
  identified: boolean;
  /** Its rows as they will be applied; null where another chunk may speak of their records. */
  alone: Staged[] | null;
};

/** What is known of a row by its number in the file. */
export type ToldOfRows = {
  /** It was accepted, updated or a duplicate when the same bytes came before. */
  priorGood: PriorGood;
  /** No row of another chunk speaks of its record. */
  alone: (seq: number) => boolean;
};
export type PriorGood = (seq: number) => boolean;

type Sorted = {
  placed: KeptRow[];
  findings: RowFinding[];
  queued: QueuedRow[];
  outcomes: string;
  newcomers: Newcomer[];
  subjects: Set<string>;
};

function sortRows(desk: Desk, placements: readonly Placement[], chunk: Chunk, batch: Batch, told: ToldOfRows): Sorted {
  const sorted: Sorted = { placed: [], findings: [], queued: [], outcomes: '', newcomers: [], subjects: new Set() };
  for (const [at, { judged: row }] of chunk.judged.entries()) {
    const seq = chunk.firstSeq + at;
    const place = { seq, chunkNo: chunk.no, sheet: row.sheet, row: row.row };
    const placement = placements[at];
    assert(placement !== undefined, 'one placement a row');
    const prior = told.priorGood(seq);
    if (placement.outcome === 'placed') {
      if (placement.newcomer) sorted.newcomers.push(placement.newcomer);
      sorted.subjects.add(placement.row.subjectId);
      const { recordId, row: judged } = placement;
      const alone = told.alone(seq);
      sorted.placed.push({ seq, sheet: row.sheet, row: row.row, recordId, judged: { ...judged, prior }, alone });
      sorted.outcomes += OUTCOMES.waiting;
    } else if (prior) {
      sorted.outcomes += OUTCOMES.duplicate;
    } else if (placement.outcome === 'rejected') {
      for (const finding of placement.findings) sorted.findings.push({ ...place, finding, outcome: 'rejected' });
      sorted.outcomes += OUTCOMES.rejected;
    } else {
      sorted.findings.push({ ...place, finding: placement.finding, outcome: 'unresolved' });
      sorted.queued.push({
        category: desk.category,
        agency: batch.agency,
        reason: placement.finding.code as QueuedRow['reason'],
        content: placement.row,
        candidates: placement.candidates,
        batchId: batch.batchId,
        file: batch.file,
        sheet: row.sheet,
        row: row.row,
      });
      sorted.outcomes += OUTCOMES.unresolved;
    }
  }
  return sorted;
}
