import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { XLSX_TYPE } from '../../platform/files/write/index.ts';
import { type Sent, send } from '../../platform/http/sent.ts';
import type { System } from '../../system.ts';
import { writeRejects } from './rejects.ts';

/** Makes the returned workbook whole before its first byte is sent: a half one could not be told from a whole one. */
export async function sendRejects(system: System, asked: { batchId: string; agency: string }): Promise<Sent | Refusal> {
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-rejects-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'rejects.xlsx');
    const written = await writeRejects(system, asked, path);
    if (isRefusal(written)) {
      await remove();
      return written;
    }
    const body = createReadStream(path);
    body.once('close', () => void remove());
    return send(XLSX_TYPE, body, { fileName: written.file });
  } catch (error) {
    await remove();
    throw error;
  }
}
