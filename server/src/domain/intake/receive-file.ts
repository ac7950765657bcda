import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { today } from '../../kernel/dates.ts';
import { openWritesSince, write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { type Catalogue, catalogueInForce } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { handToJobs } from './hand-to-jobs.ts';
import { clip } from './row-values.ts';
import { sealFile } from './sealed-file.ts';
import { loadSender } from './sender.ts';

/** The longest name of a file worth keeping. */
const MAX_FILE_NAME = 200;

export type Submission = {
  category: string;
  agency: string;
  /** Where the file lies now, and what its sender calls it. */
  path: string;
  file: string;
  history: boolean;
  origin: 'cli' | 'http';
  idempotencyKey?: string;
};

export type SubmissionRefusal = { refused: 'unknown-category' | 'not-permitted' | 'conflict'; message: string };
export type Received = { batchId: string; found: boolean };

type Who = Omit<Act, 'now'>;

const KEY_OF_ANOTHER: SubmissionRefusal = {
  refused: 'conflict',
  message: '该 Idempotency-Key 已用于报送另一份文件，本次文件没有收到；请换用新的 Idempotency-Key 重新报送',
};

/**
 * Takes a file in: from the moment this returns the submission is held and will be finished, whatever happens. The same
 * idempotency key finds the batch it made, and takes no other file. A command that was stopped finds the batch it began with the same bytes.
 */
export async function receiveFile(
  system: System,
  who: Who,
  submission: Submission,
): Promise<Received | SubmissionRefusal> {
  const digest = await digestOf(submission.path);
  // asked before the transaction: whoever holds a connection of the pool waits for no second one
  const catalogue = await catalogueInForce(system.pool, today(system.clock()));
  return write(system.pool, system.clock, async (trx, now) => {
    const { category, agency, idempotencyKey } = submission;
    const refusal = await refusalOf(catalogue, trx, category, agency);
    if (refusal) return refusal;
    await trx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `intake ${agency} ${idempotencyKey ?? category}`,
    ]);
    const { rows: begun } = await trx.query<{ batch_id: string; category: string; digest: string }>(
      idempotencyKey === undefined
        ? `select batch_id, category, digest from intake_batch where agency = $1 and category = $2 and digest = $3 and origin = $4
              and history = $5 and delivered_at is null and status not in ('failed', 'cancelled') order by started_at desc limit 1`
        : 'select batch_id, category, digest from intake_batch where agency = $1 and idempotency_key = $2',
      idempotencyKey === undefined
        ? [agency, category, digest, submission.origin, submission.history]
        : [agency, idempotencyKey],
    );
    if (begun[0] && (begun[0].category !== category || begun[0].digest !== digest)) return KEY_OF_ANOTHER;
    if (begun[0] && (idempotencyKey !== undefined || submission.origin === 'cli')) {
      return { batchId: begun[0].batch_id, found: true };
    }
    const batchId = newBatchId(now);
    await trx.query(
      `insert into intake_batch (batch_id, category, agency, actor, origin, idempotency_key, file, digest, history, status, started_at,
                                 register_known_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received', $10, $11)`,
      [
        batchId,
        category,
        agency,
        who.actor,
        submission.origin,
        idempotencyKey ?? null,
        submission.file.slice(-MAX_FILE_NAME),
        digest,
        submission.history,
        now,
        await openWritesSince(trx),
      ],
    );
    await sealFile(trx, batchId, submission.path, system.secrets.derive('intake file'));
    await journal(trx, { ...who, now }, { event: 'batch.received', target: batchId, detail: { category, digest } });
    if (submission.origin === 'http') await handToJobs(system, trx, batchId);
    return { batchId, found: false };
  });
}

/** Whether this agency may submit this category at all. */
export async function refusalOf(
  catalogue: Catalogue,
  db: Parameters<typeof loadSender>[0],
  category: string,
  agency: string,
): Promise<SubmissionRefusal | null> {
  const known = catalogue.category(category);
  if (known === undefined) {
    const codes = catalogue.categories().map(({ code, name }) => `${code} ${name}`);
    return {
      refused: 'unknown-category',
      message: `目录中没有信息类别“${clip(category)}”，可报送的有：${codes.join('、')}`,
    };
  }
  const sender = await loadSender(db, agency, category);
  if (sender?.maySubmit === true) return null;
  const name = sender?.name ?? `代码为 ${agency} 的部门`;
  const mend = sender === null ? '该部门尚未登记' : `登记的报送范围不含“${known.name}”`;
  return { refused: 'not-permitted', message: `${name}不能报送“${known.name}”：${mend}，请联系信用办` };
}

/** Sortable by time, unguessable. */
export function newBatchId(now: Date): string {
  return `b${now.getTime().toString(36)}${randomBytes(8).toString('hex')}`;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}
