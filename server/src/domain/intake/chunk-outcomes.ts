import assert from 'node:assert/strict';
import type { VersionJudgement } from '../records/index.ts';
import type { Candidate } from '../subjects/index.ts';
import { type Batch, type Counts, OUTCOMES, type Outcome } from './batch.ts';
import type { Desk } from './desk.ts';
import { AFTER_ALL_COLUMNS, type Finding } from './findings.ts';
import type { QueuedRow } from './queue-rows.ts';
import type { RegisteredRow } from './register-rows.ts';
import type { Staged } from './staged-rows.ts';
import { versionFinding } from './version-finding.ts';
import { undecided } from './whose-row.ts';
import type { RowFinding } from './write-findings.ts';

type Where = { batch: Batch; desk: Desk; chunkNo: number };

/** What becomes of the rows of a chunk, and what is to be written down about them. */
export type ChunkOutcomes = {
  bySeq: Map<number, Outcome>;
  findings: RowFinding[];
  queued: QueuedRow[];
  registered: RegisteredRow[];
  late: number;
  withheld: number;
};

/** Pure: from the judgements of a chunk's rows to outcomes, findings, queue items and registrations. */
export function outcomesOf(
  staged: readonly Staged[],
  judgements: ReadonlyMap<number, VersionJudgement | undefined>,
  contradicted: ReadonlyMap<number, Candidate[]>,
  where: Where,
): ChunkOutcomes {
  const all: ChunkOutcomes = { bySeq: new Map(), findings: [], queued: [], registered: [], late: 0, withheld: 0 };
  for (const item of staged) {
    const candidates = contradicted.get(item.seq);
    const judgement = judgements.get(item.seq);
    assert(candidates !== undefined || judgement !== undefined, 'one judgement a row');
    const outcome = candidates ? doubted(item, candidates, where, all) : judged(item, judgement, where, all);
    all.bySeq.set(item.seq, outcome);
  }
  return all;
}

/** The register has contradicted the row since it was staged. */
function doubted(item: Staged, candidates: Candidate[], where: Where, all: ChunkOutcomes): Outcome {
  if (item.judged.prior) return 'duplicate';
  const finding = undecided('name-mismatch', candidates, nameColumn(where.desk));
  all.findings.push({ ...placeOf(item, where), finding, outcome: 'unresolved' });
  all.queued.push(queuedFrom(item, 'name-mismatch', where, candidates));
  return 'unresolved';
}

function judged(item: Staged, judgement: VersionJudgement | undefined, where: Where, all: ChunkOutcomes): Outcome {
  assert(judgement !== undefined, 'a row that is not doubted was judged');
  const { judged: row } = item;
  if ('code' in judgement) {
    // what the same bytes once brought in stays a duplicate, unless a decision has come between
    if (row.prior && judgement.outcome !== 'rejected') return 'duplicate';
    const finding = versionFinding(judgement, where.desk.category);
    all.findings.push({ ...placeOf(item, where), finding, outcome: judgement.outcome });
    if (judgement.outcome === 'unresolved') all.queued.push(queuedFrom(item, judgement.code, where, [itself(item)]));
    return judgement.outcome;
  }
  if (judgement.outcome === 'duplicate') return 'duplicate';
  for (const finding of row.warnings) all.findings.push({ ...placeOf(item, where), finding, outcome: 'warning' });
  if (judgement.outcome === 'accepted') {
    if (row.late) all.late += 1;
    if (row.withheld !== null) all.withheld += 1;
  }
  if (where.desk.category.role === 'register') all.registered.push({ row, current: judgement.current });
  return judgement.outcome;
}

/** The batch's counts with those of one more chunk; every row of an applied chunk has its outcome. */
export function tallied(before: Counts, letters: readonly string[], { late, withheld }: ChunkOutcomes): Counts {
  const tally = { ...before, late: before.late + late, withheld: before.withheld + withheld };
  const names = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];
  for (const letter of letters) {
    const outcome = names.find((name) => OUTCOMES[name] === letter);
    assert(outcome !== undefined && outcome !== 'waiting', 'every row of an applied chunk has its outcome');
    tally[outcome] += 1;
    tally.total += 1;
  }
  return tally;
}

const placeOf = ({ seq, sheet, row }: Staged, { chunkNo }: Where) => ({ seq, chunkNo, sheet, row });

function nameColumn({ category }: Desk): Pick<Finding, 'at' | 'column'> {
  return { at: AFTER_ALL_COLUMNS, column: category.fieldsById.get(category.identifies.name)?.name ?? '' };
}

function itself({ judged: { subjectId, values } }: Staged): Candidate {
  const { name } = values;
  return { subjectId, name: typeof name === 'string' ? name : '' };
}

function queuedFrom(
  item: Staged,
  reason: QueuedRow['reason'],
  { batch, desk: { category } }: Where,
  candidates: readonly Candidate[],
): QueuedRow {
  const { subjectId: _, prior: __, ...content } = item.judged;
  const { agency, batchId, file } = batch;
  return { category, agency, reason, content, candidates, batchId, file, sheet: item.sheet, row: item.row };
}
