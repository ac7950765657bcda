import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../server/bin/gongxin.js', import.meta.url));

type Place = { folder: string; ownerUrl: string; system: { database: { url: string } } };
export type Ran = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** Starts the real program on the database of a journey. `more`: settings beside those of the test itself. */
export function startGongxin(place: Place, args: readonly string[], more: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args, '--data', place.folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: place.system.database.url, DATABASE_OWNER_URL: place.ownerUrl, ...more },
  });
}

/** Runs a command to its end. `onStart` may kill it. */
export function runGongxin(
  place: Place,
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = startGongxin(place, args);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    onStart(child);
  });
}
