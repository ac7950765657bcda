import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Passwords of the three roles of an embedded cluster. Never leaves the data folder. */
export type Keys = { superuser: string; owner: string; app: string };

const PRIVATE = 0o600;
const PASSWORD_BYTES = 24;

export function newKeys(): Keys {
  const password = () => randomBytes(PASSWORD_BYTES).toString('base64url');
  return { superuser: password(), owner: password(), app: password() };
}

export function readKeys(file: string): Keys | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** All or nothing: a power cut leaves the old file or the new one. */
export function writeKeys(file: string, keys: Keys): void {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, JSON.stringify(keys), { mode: PRIVATE, flush: true });
  renameSync(unfinished, file);
}
