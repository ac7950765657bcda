import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addAgency } from '../../server/src/domain/access/index.ts';
import { catalogueInForce, loadBundledCatalogue } from '../../server/src/domain/catalogue/index.ts';
import { findReceipt, type Receipt, receiveFile, runBatch } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import type { System } from '../../server/src/system.ts';
import { AGENCIES, type CastAgency, fileOf, OFFICERS } from '../cast.ts';
import type { Seed } from '../database.ts';
import { type TestSystem, testSystem } from '../system.ts';

const BUNDLED = fileURLToPath(new URL('../../catalogue', import.meta.url));
/** A working day after every decision of the department files. */
export const CITY_NOON = new Date('2026-11-20T12:00:00+08:00');

export type City = TestSystem & {
  /** A folder of this journey; goes with it. */
  folder: string;
};
export type CityOptions = {
  catalogue?: string;
  agencies?: readonly CastAgency[];
  reviewed?: readonly CastAgency[];
  /** Settings of the installation, beside the usual ones of a test. */
  env?: Record<string, string>;
};

/** 青禾市 on a fresh database: the catalogue in force and the cast's agencies registered, nothing else. */
export async function openCity(options: CityOptions = {}): Promise<City> {
  const { env, ...founding } = options;
  const usual = Object.keys(founding).length === 0;
  const city = await testSystem({ env: { GONGXIN_RATE_FACTOR: '0', ...env }, ...(usual ? { seed: FOUNDED } : {}) });
  city.clock.now = CITY_NOON;
  if (!usual) await foundCity(city.system, founding);
  const folder = mkdtempSync(join(tmpdir(), 'gongxin-city-'));
  const close = async () => {
    await city.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...city, folder, close };
}

/** The usual city, founded once a run. */
const FOUNDED: Seed = {
  name: 'city',
  fill: async ({ url }) => {
    const pool = openPool(url, { size: 2, log: () => {} });
    await foundCity({ pool, clock: () => CITY_NOON }).finally(() => pool.end());
  },
};

export async function foundCity(system: Pick<System, 'pool' | 'clock'>, options: CityOptions = {}): Promise<void> {
  const { catalogue: folder = BUNDLED, agencies = Object.values(AGENCIES), reviewed = [] } = options;
  const act = { actor: OFFICERS.supervisor.actor, purpose: 'found', now: system.clock() };
  const loaded = await loadBundledCatalogue(system.pool, folder, act);
  assert.equal(loaded.outcome, 'loaded', JSON.stringify(loaded).slice(0, 500));
  const catalogue = await catalogueInForce(system.pool, today(act.now));
  const codes = {
    categories: new Set(catalogue.categories().map(({ code }) => code)),
    lists: new Set(catalogue.lists().map(({ code }) => code)),
    adverse: new Set(
      catalogue
        .categories()
        .filter(({ nature }) => nature === 'adverse')
        .map(({ code }) => code),
    ),
  };
  await write(system.pool, system.clock, async (trx) => {
    for (const agency of agencies) {
      const { code: uscc, name, categories, lists } = agency;
      const release = reviewed.includes(agency) ? 'reviewed' : 'direct';
      const added = await addAgency(trx, act, { uscc, name, categories, lists, release }, codes);
      assert('agency' in added, JSON.stringify(added));
    }
  });
}

export type Sent = {
  category: string;
  agency: string;
  actor?: string;
  history?: boolean;
} & ({ path: string } | { name: string; content: string | Uint8Array });

/** Sends a file as the command `import` does, inside this process, and answers its receipt. */
export async function send(city: City, sent: Sent): Promise<Receipt> {
  const { system } = city;
  const path = 'path' in sent ? sent.path : join(city.folder, sent.name);
  if ('content' in sent) writeFileSync(path, sent.content);
  const { category, agency, actor = OFFICERS.clerk.actor, history = false } = sent;
  const submission = { category, agency, path, file: basename(path), history, origin: 'cli' as const };
  const received = await receiveFile(system, { actor, agency, purpose: 'import' }, submission);
  assert('batchId' in received, JSON.stringify(received));
  await runBatch(system, received.batchId);
  const receipt = await findReceipt(system.pool, received.batchId);
  assert(receipt !== null, 'a batch has its receipt');
  await system.pool.query('update intake_batch set delivered_at = $2 where batch_id = $1', [
    received.batchId,
    system.clock(),
  ]);
  return receipt;
}

/** Sends one of the five department files. */
export function sendFixture(city: City, name: string, { category, agency }: { category: string; agency: string }) {
  return send(city, { category, agency, path: fileURLToPath(fileOf(name)) });
}

/** The counts of a receipt, without when and under which number it came. */
export function countsOf(receipt: Receipt) {
  const { total, accepted, updated, duplicate, rejected, unresolved } = receipt;
  return { total, accepted, updated, duplicate, rejected, unresolved };
}

export const rowCodes = (findings: readonly { row: number; code: string }[]): [number, string][] =>
  findings.map(({ row, code }) => [row, code]);
