import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Account } from './account.ts';

export type Finished = { code: number | null; output: string };

/** What PostgreSQL's programs see of our environment: nothing of PGDATA, PGHOST and the like. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C.UTF-8', TMPDIR: tmpdir() };
}

/** A folder every account may stand in; PostgreSQL's programs complain about a working folder they cannot read. */
export const ANYWHERE = '/';

/** Runs a program to its end, bounded in time. `output` holds both streams; a program that cannot start rejects. */
export function finish(
  program: string,
  args: string[],
  { account, input, timeoutMs }: { account: Account | undefined; input?: string; timeoutMs: number },
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: ANYWHERE,
      env: environment(),
      stdio: 'pipe',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
