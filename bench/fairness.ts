import { openAsBlob, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApiKey } from '../server/src/domain/access/index.ts';
import type { Receipt } from '../server/src/domain/intake/index.ts';
import { write } from '../server/src/platform/db/write.ts';
import { type Bench, median, rounded } from './bench.ts';
import { BUREAUS, type Bureau, decisionRows } from './fairness/decisions.ts';
import { startProgram } from './fairness/program.ts';
import { p95, steadyChecks } from './fairness/steady-checks.ts';
import { type Office, openOffice } from './intake/office.ts';
import { writeCsv } from './intake/table.ts';

/** Rows of the large batch; a short run is `GONGXIN_BENCH_ROWS=10000 npm run bench -- fairness`. */
const LARGE_ROWS = Number(process.env.GONGXIN_BENCH_ROWS ?? 100_000);
/** Three more, so that there are as many batches as are worked at once before the small one comes. */
const MIDDLE_ROWS = Math.round(LARGE_ROWS / 5);
const SMALL_ROWS = 50;
const ROUNDS = Number(process.env.GONGXIN_BENCH_ROUNDS ?? 1);
const QUIET_MS = 10_000;
const POLL_MS = 100;

type Sender = Bureau & { key: string };
type Round = { quiet: number; busy: number; largeSeconds: number; smallSeconds: number };

/**
 * Four batches of four agencies at once, the first with 100,000 rows, on the program as it is shipped, and checks at a
 * steady rate all the while. Ratios: p95 of the checks without batches over p95 with them; and how many times sooner
 * than the large batch a small one is finished that came after all four, in the same category.
 */
export const bench: Bench = async (say) => {
  const agencies = BUREAUS.map(({ code, name, category }) => ({ uscc: code, name, categories: [category] }));
  const office = await openOffice(agencies, say);
  const program = await startProgram(office.place);
  try {
    const senders = await Promise.all(BUREAUS.map(async (bureau) => ({ ...bureau, key: await keyOf(office, bureau) })));
    const rounds: Round[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const measured = await measure(office, program.address, senders, round);
      rounds.push(measured);
      const { quiet, busy, largeSeconds, smallSeconds } = measured;
      say(`${round}/${ROUNDS}：核查 p95 平时 ${quiet.toFixed(1)} 毫秒，批次处理时 ${busy.toFixed(1)} 毫秒`);
      say(`  ${LARGE_ROWS} 行 ${largeSeconds.toFixed(1)} 秒，随后的 ${SMALL_ROWS} 行 ${smallSeconds.toFixed(1)} 秒`);
    }
    return [
      {
        name: 'checks',
        baseline: 'p95 of the same checks while no batch is worked',
        ratio: rounded(median(rounds.map(({ quiet, busy }) => quiet / busy))),
        medianOf: ROUNDS,
      },
      {
        name: 'small-batch',
        baseline: `the ${LARGE_ROWS}-row batch sent before it`,
        ratio: rounded(median(rounds.map(({ largeSeconds, smallSeconds }) => largeSeconds / smallSeconds))),
        medianOf: ROUNDS,
      },
    ];
  } finally {
    await program.stop();
    await office.close();
  }
};

async function measure(office: Office, address: string, senders: readonly Sender[], round: number): Promise<Round> {
  const rows = [LARGE_ROWS, MIDDLE_ROWS, MIDDLE_ROWS, MIDDLE_ROWS, SMALL_ROWS];
  const files = await Promise.all(
    senders.map(async (sender, at) => {
      const path = join(office.place.dataDir, `decisions-${at}.csv`);
      await writeCsv(path, decisionRows(sender, rows[at] ?? 0, round));
      return { sender, path };
    }),
  );
  const small = files.pop();
  const key = senders[0]?.key ?? '';
  if (small === undefined) throw new Error('a small batch comes last');
  await steadyChecks(address, key, pause(QUIET_MS));
  const quiet = p95(await steadyChecks(address, key, pause(QUIET_MS)));
  const worked = (async () => {
    const before = await Promise.all(files.map((file) => send(address, file)));
    const smallSeconds = await secondsOf(address, await send(address, small));
    const [largeSeconds = Number.NaN] = await Promise.all(before.map((batch) => secondsOf(address, batch)));
    return { largeSeconds, smallSeconds };
  })();
  const busy = p95(await steadyChecks(address, key, worked));
  for (const { path } of [...files, small]) rmSync(path);
  return { quiet, busy, ...(await worked) };
}

type Batch = { batchId: string; key: string; start: number };

async function send(address: string, { sender, path }: { sender: Sender; path: string }): Promise<Batch> {
  const form = new FormData();
  form.set('category', sender.category);
  form.set('file', await openAsBlob(path), 'decisions.csv');
  const start = performance.now();
  const headers = { authorization: `Bearer ${sender.key}` };
  const answer = await fetch(`${address}/api/v1/intake/batches`, { method: 'POST', body: form, headers });
  if (answer.status !== 202) throw new Error(await answer.text());
  const { batchId } = (await answer.json()) as { batchId: string };
  return { batchId, key: sender.key, start };
}

/** From its sending to its receipt. */
async function secondsOf(address: string, { batchId, key, start }: Batch): Promise<number> {
  for (;;) {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${address}/api/v1/intake/batches/${batchId}`, { headers });
    const { status, total, accepted } = (await answer.json()) as Receipt;
    if (status === 'finished' && accepted === total) return (performance.now() - start) / 1000;
    if (status !== 'received' && status !== 'running') throw new Error(`batch ${batchId} is ${status}`);
    await pause(POLL_MS);
  }
}

async function keyOf({ system }: Office, { code: agency }: Bureau): Promise<string> {
  const created = await write(system.pool, system.clock, (trx, now) =>
    createApiKey(trx, { actor: 'bench', purpose: 'bench', now }, { agency, scopes: ['intake', 'check'] }),
  );
  if ('refused' in created) throw new Error(created.detail);
  return created.key;
}
