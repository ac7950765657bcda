import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refused } from './refusal.ts';

const OWNER_READS_AND_WRITES = 0o600;
const OWNER_ONLY = 0o700;

/** Where each file of a backup belongs, by name. */
export type Places = ReadonlyMap<string, string>;

/** Throws `Refused` where a file has no place or another one lies in its place. */
export function checkPlaces(files: ReadonlyMap<string, Buffer>, places: Places): void {
  for (const [name, bytes] of files) {
    const path = places.get(name);
    if (path === undefined) {
      throw new Refused('program-older', `备份中有本程序不认识的文件 ${name}。请换用制作它的程序版本或更新的版本。`);
    }
    if (existsSync(path) && !readFileSync(path).equals(bytes)) {
      throw new Refused('not-empty', `${path} 已经存在,且与备份中的 ${name} 不同。请先移走它,或指定另一处。`);
    }
  }
}

/** Whole or absent, readable by the owner only. */
export function placeFiles(files: ReadonlyMap<string, Buffer>, places: Places): void {
  checkPlaces(files, places);
  for (const [name, bytes] of files) {
    const path = places.get(name) ?? '';
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY });
    writeFileSync(`${path}.restoring`, bytes, { mode: OWNER_READS_AND_WRITES, flush: true });
    renameSync(`${path}.restoring`, path);
  }
}
