import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lives, signal } from '../server/src/platform/db/embedded/living-process.ts';
import { openEmbedded } from '../server/src/platform/db/embedded/open.ts';
import { holderOf } from '../server/src/platform/db/embedded/owner-file.ts';
import { leftovers } from '../server/src/platform/db/embedded/running.ts';
import { TEST_SETTINGS } from '../server/src/platform/db/embedded/settings.ts';
import { isRefusal } from '../server/src/platform/db/index.ts';

/** Connection strings of a running test cluster; `url` and `ownerUrl` name its database `gongxin`. */
export type TestCluster = { superuserUrl: string; ownerUrl: string; url: string };

/** Holds a `TestCluster` as JSON, for the processes of one test run. */
export const CLUSTER_VARIABLE = 'GONGXIN_TEST_CLUSTER';
/** Root's PostgreSQL user must pass through the folder. */
const PASSABLE = 0o711;
const PREFIX = 'gongxin-test-';
/** A folder without an owner may just be coming into being; after an hour it is not. */
const HOUR_MS = 3_600_000;
const DEATH_LOOKS = 100;
const DEATH_LOOK_MS = 20;

/** A cluster in a temporary folder, without fsync; `stop` removes it. Removed also when the process merely exits. */
export async function startTestCluster(): Promise<TestCluster & { stop(): Promise<void> }> {
  removeClustersOfTheDead(tmpdir());
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), PREFIX)));
  chmodSync(dataDir, PASSABLE);
  const remove = () => removeCluster(dataDir);
  process.once('exit', remove);
  const opened = await openEmbedded({ dataDir, settings: TEST_SETTINGS, log: () => {} });
  if (isRefusal(opened)) throw new Error(opened.message);
  const { superuserUrl, ownerUrl, url, keeper } = opened;
  const stop = async () => {
    await keeper.close();
    process.off('exit', remove);
    remove();
  };
  return { superuserUrl, ownerUrl, url, stop };
}

/** Whatever a killed test run left behind in this folder of temporary files. */
export function removeClustersOfTheDead(folder: string): void {
  for (const name of readdirSync(folder).filter((candidate) => candidate.startsWith(PREFIX))) {
    const dataDir = join(folder, name);
    try {
      const owner = holderOf(join(dataDir, 'postgres.owner'));
      const dead = owner === undefined ? Date.now() - statSync(dataDir).mtimeMs > HOUR_MS : !lives(owner);
      if (dead) removeCluster(realpathSync(dataDir));
    } catch {
      // Another run removed it first, or it belongs to another user.
    }
  }
}

/** Without mercy: nobody will want the data. Synchronous, because an exiting process has no other time. */
function removeCluster(dataDir: string): void {
  const clusterDir = join(dataDir, 'postgres');
  const pause = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (let look = 0; look < DEATH_LOOKS && existsSync(clusterDir); look++) {
    const pids = leftovers(clusterDir);
    if (pids.length === 0) break;
    for (const pid of pids) signal(pid, 'SIGKILL');
    Atomics.wait(pause, 0, 0, DEATH_LOOK_MS);
  }
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: DEATH_LOOK_MS });
}
