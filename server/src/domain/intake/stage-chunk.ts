import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';
import {
  bringIn,
  loadRegisterView,
  type Newcomer,
  orgCodeKey,
  type RegisterView,
  type Sought,
} from '../subjects/index.ts';
import { areStillNew } from './are-still-new.ts';
import { type Batch, findUnderWay, OUTCOMES } from './batch.ts';
import type { Desk } from './desk.ts';
import { type JudgedRow, judgeRow, type PersonRow } from './judge-row.ts';
import { noteNewcomers } from './newcomers.ts';
import { type Placement, placeRow } from './place-row.ts';
import { type QueuedRow, queueRows } from './queue-rows.ts';
import { type KeptRow, keepRows } from './staged-rows.ts';
import type { DataRow } from './table-rows.ts';
import { whileNobodyIdentifies, whileNobodyStages, whileNobodyTakesBack } from './take-turns.ts';
import { type RowFinding, writeFindings } from './write-findings.ts';

/** A stretch of a file's data rows; `firstSeq` counts data rows of the whole file from 0. */
export type Chunk = { no: number; firstSeq: number; rows: readonly DataRow[]; last: boolean };

type Judged = { judged: JudgedRow | PersonRow; head: DataRow['head'] };
export type JudgedChunk = Omit<Chunk, 'rows'> & { judged: readonly Judged[]; root: string };

/** Rows judged in one go; between two goes the chunk before is moved on by what the database has answered meanwhile. */
const ROWS_IN_ONE_GO = 100;

/** Judges a chunk's rows by themselves; asks nobody, so it can be done while the chunk before it is being written. */
export async function judgeChunk(desk: Desk, { rows, ...chunk }: Chunk): Promise<JudgedChunk> {
  const judged: Judged[] = [];
  const root = createHash('sha256');
  for (let at = 0; at < rows.length; at += ROWS_IN_ONE_GO) {
    if (at > 0) await othersTurn();
    const next = rows.slice(at, at + ROWS_IN_ONE_GO).map((row) => judgeOne(row, desk));
    root.update(next.map(saidBy).join(''));
    judged.push(...next);
  }
  return { ...chunk, judged, root: root.digest('hex') };
}

function judgeOne({ row, head, refused }: DataRow, { category, receivedOn }: Desk): Judged {
  // like a person's row: nothing of it is kept but where it stood
  if (refused) return { head, judged: { sheet: row.sheet, row: row.row, person: refused } };
  return { head, judged: judgeRow(row, head, category, receivedOn) };
}

/** What the root of a chunk, a hash over its rows in order, takes of one; a person's row counts by its place alone. */
function saidBy({ judged: row }: Judged): string {
  return JSON.stringify('person' in row ? [row.sheet, row.row] : [row.sheet, row.row, row.values]);
}

/**
 * Keeps the good rows of a judged chunk for their versions to be judged. One transaction: the chunk is staged whole or
 * not at all, and a second try of the same chunk does nothing.
 */
export async function stageChunk(
  system: System,
  batch: Batch,
  desk: Desk,
  chunk: JudgedChunk,
  told: ToldOfRows,
): Promise<void> {
  const { judged, root } = chunk;
  await write(system.pool, system.clock, async (trx, now) => {
    await whileNobodyTakesBack(trx);
    await whileNobodyStages(trx, batch.batchId);
    const held = await findUnderWay(trx, batch.batchId);
    if (held.stagedChunks !== chunk.no) return;
    const sort = async () => sortRows(desk, await loadRegisterView(trx, soughtBy(judged)), chunk, batch, told);
    let sorted = await sort();
    if (sorted.newcomers.length > 0) {
      // only who brings somebody in waits for others who do
      await whileNobodyIdentifies(trx);
      if (!(await areStillNew(trx, sorted.newcomers))) sorted = await sort();
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
  });
}

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

function sortRows(desk: Desk, register: RegisterView, chunk: JudgedChunk, batch: Batch, told: ToldOfRows): Sorted {
  const sorted: Sorted = { placed: [], findings: [], queued: [], outcomes: '', newcomers: [], subjects: new Set() };
  for (const [at, { judged: row, head }] of chunk.judged.entries()) {
    const seq = chunk.firstSeq + at;
    const place = { seq, chunkNo: chunk.no, sheet: row.sheet, row: row.row };
    const placement: Placement =
      'person' in row ? { outcome: 'rejected', findings: [row.person] } : placeRow(row, head, desk, register);
    const prior = told.priorGood(seq);
    if (placement.outcome === 'placed') {
      if (placement.newcomer) {
        sorted.newcomers.push(placement.newcomer);
        register.addNewcomer(placement.newcomer);
      }
      sorted.subjects.add(placement.row.subjectId);
      const name = placement.row.values[desk.category.identifies.name];
      if (desk.category.role === 'register' && typeof name === 'string') register.rename(placement.row.subjectId, name);
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

/** Everything the rows of a chunk can be identified by, asked of the register at once. */
function soughtBy(judged: readonly Judged[]): Sought {
  const codes = new Set<string>();
  const orgCodes = new Set<string>();
  const oldNumbers = new Set<string>();
  const names = new Set<string>();
  for (const { judged: row } of judged) {
    if ('person' in row) continue;
    const { party } = row;
    if (party.verdict) codes.add(party.verdict.code);
    if (party.orgCode) orgCodes.add(orgCodeKey(party.orgCode));
    for (const { value } of party.oldNumbers) oldNumbers.add(value);
    if (party.name) names.add(party.name);
  }
  return { codes: [...codes], orgCodes: [...orgCodes], oldNumbers: [...oldNumbers], names: [...names] };
}
