import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../server/src/cli/program.ts';

const PROGRAM = fileURLToPath(new URL('../../server/bin/gongxin.js', import.meta.url));

type Place = { folder: string; ownerUrl: string; system: { database: { url: string } } };
export type Said = { code: number; stdout: string; stderr: string };
export type Ran = Omit<Said, 'code'> & { code: number | null; signal: NodeJS.Signals | null };

const databaseOf = ({ ownerUrl, system }: Place) => ({
  DATABASE_URL: system.database.url,
  DATABASE_OWNER_URL: ownerUrl,
});

/** Runs a command to its end in this process: all of the program but its start, which takes longer than most commands. */
export async function runGongxin(place: Place, args: readonly string[]): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const code = await runProgram([...args, '--data', place.folder], {
    out: (line) => (said.stdout += `${line}\n`),
    err: (line) => (said.stderr += `${line}\n`),
    env: { ...process.env, ...databaseOf(place) },
  });
  return { code, ...said };
}

/** Starts the real program on the database of a journey. `more`: settings beside those of the test itself. */
export function startGongxin(place: Place, args: readonly string[], more: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args, '--data', place.folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...databaseOf(place), ...more },
  });
}

/** Runs a command to its end in a process of its own, which `onStart` may kill. */
export function runApart(
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
