import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_ROLE } from '../membership.ts';
import { withClient } from '../pool.ts';
import { accountFor } from './account.ts';
import { addressOf, urlOf } from './address.ts';
import { keysFile, type Up } from './bring-up.ts';
import { readKeys } from './keys.ts';
import { lives, type ProcessMark } from './living-process.ts';
import { DATABASE } from './roles.ts';
import { runningPostmaster } from './running.ts';

const LOOK_EVERY_MS = 50;

/** Waits until the owner's cluster answers; undefined when the owner ends before, and the folder can be claimed. */
export async function attach(
  dataDir: string,
  owner: ProcessMark,
  deadline: number,
): Promise<Omit<Up, 'postmaster'> | undefined> {
  while (lives(owner) && performance.now() < deadline) {
    const found = await lookFor(dataDir);
    if (found !== undefined && (await answers(found))) return found;
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

async function lookFor(dataDir: string): Promise<Omit<Up, 'postmaster'> | undefined> {
  const inData = join(dataDir, 'postgres');
  if (!existsSync(inData)) return undefined;
  const clusterDir = realpathSync(inData);
  const running = runningPostmaster(clusterDir);
  const keys = readKeys(keysFile(dataDir));
  if (running?.ready !== true || keys === undefined) return undefined;
  return { address: await addressOf(clusterDir, accountFor(clusterDir), running), keys, clusterDir };
}

/** The application's role is made last but for the extensions: when it can sign in, the cluster is as good as whole. */
async function answers({ address, keys }: Omit<Up, 'postmaster'>): Promise<boolean> {
  try {
    await withClient(urlOf(address, APP_ROLE, keys.app, DATABASE), (client) =>
      client.query("SELECT show_trgm('青禾市')"),
    );
    return true;
  } catch {
    return false;
  }
}
