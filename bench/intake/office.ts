import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogueIfEmpty } from '../../server/src/cli/bundled-catalogue.ts';
import { addAgency, type NewAgency } from '../../server/src/domain/access/index.ts';
import { receiveFile, runBatch } from '../../server/src/domain/intake/index.ts';
import { migrateAll } from '../../server/src/migrations.ts';
import { openEmbedded } from '../../server/src/platform/db/embedded/open.ts';
import { isRefusal } from '../../server/src/platform/db/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import type { System } from '../../server/src/system.ts';
import { type Place, systemAt } from './system-at.ts';
import { REGISTRAR, registerRows, writeCsv } from './table.ts';

const PASSABLE = 0o711;

/** A credit office on a fresh database, with fsync, as in production: the law, the agencies, and the register's parties. */
export type Office = { system: System; place: Place; close: () => Promise<void> };

export async function openOffice(agencies: readonly NewAgency[], say: (line: string) => void): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-bench-'));
  chmodSync(dataDir, PASSABLE);
  const opened = await openEmbedded({ dataDir, log: say });
  if (isRefusal(opened)) throw new Error(opened.message);
  const place = { url: opened.url, ownerUrl: opened.ownerUrl, dataDir };
  const system = systemAt(place);
  const close = async () => {
    await system.pool.end();
    await opened.keeper.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await migrateAll(opened.ownerUrl);
    await loadCatalogueIfEmpty(system);
    const registrar = { uscc: REGISTRAR, name: '青禾市登记局', categories: ['registration'] };
    await register(system, [registrar, ...agencies]);
    const path = join(dataDir, 'register.csv');
    await writeCsv(path, registerRows());
    await submit(system, { path, agency: REGISTRAR, category: 'registration' });
    return { system, place, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function register(system: System, agencies: readonly NewAgency[]): Promise<void> {
  const categories = new Set(agencies.flatMap((agency) => agency.categories));
  const codes = { categories, adverse: new Set<string>(), lists: new Set<string>() };
  await write(system.pool, system.clock, async (trx, now) => {
    for (const agency of agencies) {
      const added = await addAgency(trx, { actor: 'bench', purpose: 'bench', now }, agency, codes);
      if ('refused' in added) throw new Error(added.detail);
    }
  });
}

export type File = { path: string; agency: string; category: string };

/** One file to its receipt in this process, as `gongxin import` does it. */
export async function submit(system: System, { path, agency, category }: File): Promise<string> {
  const who = { actor: 'bench', agency, purpose: 'bench' };
  const sent = { category, agency, path, file: path, history: false, origin: 'cli' as const };
  const received = await receiveFile(system, who, sent);
  if ('refused' in received) throw new Error(received.message);
  await runBatch(system, received.batchId);
  return received.batchId;
}
