import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lives, type ProcessMark } from './living-process.ts';
import { holderOf } from './owner-file.ts';

const PREFIX = 'postgres.attached.';
const PRIVATE_FILE = 0o600;

/** Says that this process uses the cluster of another one, who then leaves it running when it ends first. */
export function register(dataDir: string, self: ProcessMark): { withdraw(): void } {
  const file = join(dataDir, PREFIX + randomBytes(6).toString('hex'));
  writeFileSync(file, JSON.stringify(self), { mode: PRIVATE_FILE });
  return { withdraw: () => rmSync(file, { force: true }) };
}

/** Whether any living process is attached. Notes of dead ones are removed. */
export function anyoneAttached(dataDir: string): boolean {
  let anyone = false;
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(PREFIX)) continue;
    const file = join(dataDir, name);
    const mark = holderOf(file);
    if (mark !== undefined && lives(mark)) anyone = true;
    else rmSync(file, { force: true });
  }
  return anyone;
}
