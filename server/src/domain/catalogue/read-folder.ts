import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { type EntryKind, SHAPES } from './types.ts';

/** One file of the catalogue: its folder, its name without ending, and what stands in it. */
export type Entry = { kind: EntryKind; code: string; body: unknown; file: string };

export type FolderRead = { ok: true; entries: Entry[] } | { ok: false; file: string; message: string };

/** Far above a national catalogue with all local supplements; a folder with more was named by mistake. */
export const MOST_FILES = 2_000;
const MOST_BYTES_OF_A_FILE = 256 * 1024;
const ENDING = '.yaml';
/** Aliases let a few lines stand for gigabytes; the catalogue needs none. */
const NO_ALIASES = 0;

/** Reads every file of the known folders of `catalogue/`; what is not a known folder or not YAML is said, not skipped. */
export async function readCatalogueFolder(folder: string): Promise<FolderRead> {
  const entries: Entry[] = [];
  const found = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (found === null) return { ok: false, file: folder, message: '没有这个文件夹，请检查路径。' };
  for (const kind of Object.keys(SHAPES) as EntryKind[]) {
    if (!found.some((item) => item.name === kind && item.isDirectory())) continue;
    for (const name of (await readdir(join(folder, kind))).sort()) {
      const file = `${kind}/${name}`;
      if (entries.length >= MOST_FILES)
        return { ok: false, file, message: `目录文件超过 ${MOST_FILES} 个，请检查路径。` };
      const read = await readEntry(folder, kind, name);
      if (!read.ok) return { ok: false, file, message: read.message };
      entries.push(read.entry);
    }
  }
  if (entries.length === 0) return { ok: false, file: folder, message: '文件夹中没有目录文件，请检查路径。' };
  return { ok: true, entries };
}

type EntryRead = { ok: true; entry: Entry } | { ok: false; message: string };

async function readEntry(folder: string, kind: EntryKind, name: string): Promise<EntryRead> {
  const path = join(folder, kind, name);
  if (!name.endsWith(ENDING)) return { ok: false, message: `目录文件应以 ${ENDING} 结尾，请改名或移走。` };
  const stat = await lstat(path);
  if (!stat.isFile()) return { ok: false, message: '不是普通文件，请移走。' };
  if (stat.size > MOST_BYTES_OF_A_FILE) return { ok: false, message: '文件过大，一个文件只写一件事。' };
  const body = parseYaml(await readFile(path, 'utf8'));
  return body.ok
    ? { ok: true, entry: { kind, code: basename(name, ENDING), body: body.value, file: `${kind}/${name}` } }
    : body;
}

/** Plain YAML 1.2 data of one document: no aliases, no custom tags, no duplicate keys. */
export function parseYaml(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  const document = parseDocument(text, { uniqueKeys: true, schema: 'core', prettyErrors: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) return { ok: false, message: `不是有效的 YAML：${problem.message.split('\n')[0] ?? ''}` };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: NO_ALIASES }) as unknown };
  } catch {
    return { ok: false, message: '不得使用 YAML 的引用（& 与 *），请把内容写全。' };
  }
}
