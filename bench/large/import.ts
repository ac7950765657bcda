import assert from 'node:assert/strict';
import { findReceipt, receiveFile, runBatch } from '../../server/src/domain/intake/index.ts';
import type { File } from '../intake/office.ts';
import { type Place, systemAt } from '../intake/system-at.ts';

export type ImportOrder = File & { place: Place };
export type Imported = {
  accepted: number;
  seconds: number;
  peakMegabytes: number;
  /** What the process held at each tenth of staging and applying. */
  along: number[];
};

const MEGABYTE = 1024 * 1024;
const LOOKS_A_PHASE = 10;

/** One import in a process of its own, so that its peak is its own. */
async function importFile({ place, path, agency, category }: ImportOrder): Promise<Imported> {
  const system = systemAt(place);
  const along: number[] = [];
  let tenth = '';
  const look = (phase: string, rows: number, total: number) => {
    const here = `${phase} ${Math.floor((rows / total) * LOOKS_A_PHASE)}`;
    if (here === tenth) return;
    tenth = here;
    along.push(Math.round(process.memoryUsage.rss() / MEGABYTE));
  };
  const start = performance.now();
  const who = { actor: 'bench', agency, purpose: 'bench' };
  const sent = { category, agency, path, file: path, history: false, origin: 'cli' as const };
  const received = await receiveFile(system, who, sent);
  assert('batchId' in received);
  await runBatch(system, received.batchId, look);
  const seconds = (performance.now() - start) / 1000;
  const receipt = await findReceipt(system.pool, received.batchId);
  await system.pool.end();
  // maxRSS counts kilobytes
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { accepted: receipt?.accepted ?? 0, seconds, peakMegabytes, along };
}

process.once('message', (order: ImportOrder) => {
  importFile(order).then(
    (imported) => process.send?.(imported, () => process.disconnect()),
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
