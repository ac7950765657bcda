import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Place } from '../intake/system-at.ts';

const PROGRAM = fileURLToPath(new URL('../../server/bin/gongxin.js', import.meta.url));

export type Program = { address: string; stop: () => Promise<void> };

/** The program as it is shipped, on the database of the measurement; only the limits on how often one may ask are lifted. */
export async function startProgram({ url, ownerUrl, dataDir }: Place): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: url,
      DATABASE_OWNER_URL: ownerUrl,
      GONGXIN_RATE_FACTOR: '0',
      GONGXIN_LOG_LEVEL: 'error',
    },
  });
  let said = '';
  for await (const text of child.stdout ?? []) {
    said += String(text);
    const address = /gongxin ready on (\S+)/.exec(said)?.[1];
    if (address === undefined) continue;
    const stop = async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    };
    return { address, stop };
  }
  throw new Error(`the program never was ready: ${said}`);
}
