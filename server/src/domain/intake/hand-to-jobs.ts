import type { Transaction } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { RUN_BATCH } from './job-names.ts';

/** A file beyond this, sealed, in bytes, is large: a CSV of some 1,500 rows, a workbook of some 15,000. */
const LARGE_FILE_BYTES = 512 * 1024;
/** Large files are worked in these lanes, so that of the jobs worked at once (`JOBS_AT_ONCE`) some are left to small ones. */
const LANES_OF_LARGE_FILES = ['intake-large-1', 'intake-large-2'];

/** Has a received batch moved on by the jobs. However many large files wait, a small one is begun at once. */
export async function handToJobs({ jobs }: Pick<System, 'jobs'>, trx: Transaction, batchId: string): Promise<void> {
  const { rows } = await trx.query<{ large: boolean }>(
    'select coalesce(sum(octet_length(sealed)), 0) > $2 as large from intake_part where batch_id = $1',
    [batchId, LARGE_FILE_BYTES],
  );
  const lanes = rows[0]?.large === true ? { lanes: LANES_OF_LARGE_FILES } : {};
  await jobs.add(trx, RUN_BATCH, { batchId }, { jobKey: batchId, ...lanes });
}
