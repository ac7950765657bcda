import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../server/src/platform/db/embedded/open.ts';
import { TEST_SETTINGS } from '../server/src/platform/db/embedded/settings.ts';
import { isRefusal } from '../server/src/platform/db/index.ts';

/** Connection strings of a running test cluster; `url` and `ownerUrl` name its database `gongxin`. */
export type TestCluster = { superuserUrl: string; ownerUrl: string; url: string };

/** Holds a `TestCluster` as JSON, for the processes of one test run. */
export const CLUSTER_VARIABLE = 'GONGXIN_TEST_CLUSTER';
/** Root's PostgreSQL user must pass through the folder. */
const PASSABLE = 0o711;

/** A cluster in a temporary folder, without fsync; `stop` removes it. Stopped also when the process merely exits. */
export async function startTestCluster(): Promise<TestCluster & { stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-test-'));
  chmodSync(dataDir, PASSABLE);
  const said: string[] = [];
  const opened = await openEmbedded({ dataDir, settings: TEST_SETTINGS, log: (line) => said.push(line) });
  if (isRefusal(opened)) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Error(opened.message);
  }
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once('exit', remove);
  const { superuserUrl, ownerUrl, url, keeper } = opened;
  const stop = async () => {
    await keeper.close();
    process.off('exit', remove);
    remove();
  };
  return { superuserUrl, ownerUrl, url, stop };
}
