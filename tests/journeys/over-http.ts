import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { appJobs, buildServer } from '../../server/src/app.ts';
import { createApiKey } from '../../server/src/domain/access/index.ts';
import type { Receipt } from '../../server/src/domain/intake/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { startWorker } from '../../server/src/platform/jobs/worker.ts';
import type { System } from '../../server/src/system.ts';
import { fileOf } from '../cast.ts';
import { listening } from '../system.ts';

const POLL_MS = 50;
/** Longer than any batch of a test takes on a busy machine. */
const POLLS_AT_MOST = 1200;

export type Desk = {
  address: string;
  /** Headers of a request in the name of an agency. */
  as(agency: string): Promise<Record<string, string>>;
  close(): Promise<void>;
};

/** The real server on a free port, with its job worker. */
export async function openDesk(system: System): Promise<Desk> {
  const server = buildServer(system);
  const address = await listening(server);
  const worker = await startWorker(system, appJobs());
  const keys = new Map<string, string>();
  const as = async (agency: string) => {
    const key = keys.get(agency) ?? (await keyOf(system, agency));
    keys.set(agency, key);
    return {
      authorization: `Bearer ${key}`,
      'gongxin-purpose': 'archive-keeping',
      'gongxin-ref': encodeURIComponent('青信核〔2026〕1号'),
    };
  };
  const close = async () => {
    await worker.stop();
    await server.close();
  };
  return { address, as, close };
}

export async function keyOf(system: System, agency: string): Promise<string> {
  const scopes = ['intake', 'read', 'withdraw'];
  const created = await write(system.pool, system.clock, (trx, now) =>
    createApiKey(trx, { actor: '信用办', purpose: 'test', now }, { agency, scopes }),
  );
  assert('key' in created, JSON.stringify(created));
  return created.key;
}

type Upload = { category: string; name: string; idempotencyKey: string };

/** Uploads a department file and answers the status and body of the answer. */
export async function upload(
  address: string,
  headers: Record<string, string>,
  { category, name, idempotencyKey }: Upload,
): Promise<{ status: number; batchId: string }> {
  const form = new FormData();
  form.set('category', category);
  form.set('file', new Blob([new Uint8Array(readFileSync(fileOf(name)))]), name);
  const answer = await fetch(`${address}/api/v1/intake/batches`, {
    method: 'POST',
    body: form,
    headers: { ...headers, 'idempotency-key': idempotencyKey },
  });
  const body = (await answer.json()) as { batchId: string };
  return { status: answer.status, batchId: body.batchId };
}

/** Asks for the batch until it is done. */
export async function receiptOf(address: string, headers: Record<string, string>, batchId: string): Promise<Receipt> {
  for (let poll = 0; poll < POLLS_AT_MOST; poll += 1) {
    const receipt = await getJson<Receipt>(`${address}/api/v1/intake/batches/${batchId}`, headers);
    if (receipt.status !== 'received' && receipt.status !== 'running') return receipt;
    await pause(POLL_MS);
  }
  throw new Error(`batch ${batchId} never ended`);
}

export async function getJson<T>(url: string, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text) as T;
}
