import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import type { Contents, Manifest, Section } from './contents.ts';
import { rowsOf, type TextRow } from './copy-text.ts';
import { type BackupKeys, deriveKeys } from './derive-keys.ts';
import { type FileHead, HEAD_BYTES, readHead, sealFits } from './file-head.ts';
import { BadFrame, type Frame, framesOf } from './frames.ts';
import { damaged, openStream } from './open-stream.ts';
import { answering, type BackupRefusal, Refused } from './refusal.ts';
import { RowCount, type SectionSum, sameSum } from './row-count.ts';

/** A backup that was read to its end and found whole. Nothing is kept open; every look reads the file again. */
export type Backup = {
  contents: Contents;
  manifest: Manifest;
  /** Files beside the database, by name. */
  files: ReadonlyMap<string, Buffer>;
  bytes: number;
  /**
   * Rows of a table as text by column, in the order of the file; none where the backup has no such table. A `bytea` is
   * `\x` and hexadecimal digits, a moment is ISO in UTC, an array and json are as PostgreSQL writes them.
   * Throws `Refused` where the file was changed since it was opened.
   */
  rows(table: string): AsyncGenerator<TextRow>;
  /** Sections in the order of loading. Each one's pieces are read to their end before the next is asked for. */
  sections(): AsyncGenerator<{ section: Section; pieces: AsyncGenerator<Buffer> }>;
};

/** Reads, opens and counts the whole file before it answers: nothing of a backup that is not whole is ever given out. */
export async function openBackup(path: string, passphrase: string): Promise<Backup | BackupRefusal> {
  return answering(async () => {
    const source = await unlock(path, passphrase);
    const { contents, manifest, files } = await readWhole(source);
    const sections = () => sectionsOf(source, contents);
    return {
      contents,
      manifest,
      files,
      bytes: source.head.fileBytes,
      sections,
      rows: async function* rows(table) {
        for await (const { section, pieces } of sections()) {
          if (section.name !== table) for await (const _ of pieces);
          else return yield* rowsOf(pieces, section.columns);
        }
      },
    };
  });
}

type Source = { path: string; head: FileHead; keys: BackupKeys };

async function unlock(path: string, passphrase: string): Promise<Source> {
  return withFile(path, async (file) => {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(HEAD_BYTES, size));
    await file.read(bytes, 0, bytes.length, 0);
    const head = readHead(bytes, size, path);
    const keys = await deriveKeys(passphrase, head.salt, head.cost);
    if (!sealFits(bytes, keys.head)) {
      throw new Refused('wrong-passphrase', `口令打不开备份文件 ${path}。请换用制作这份备份时的口令。`);
    }
    return { path, head, keys };
  });
}

async function readWhole(source: Source): Promise<Pick<Backup, 'contents' | 'manifest' | 'files'>> {
  const files = new Map<string, Buffer>();
  let contents: Contents | undefined;
  let manifest: Manifest | undefined;
  const counted: (SectionSum & { name: string })[] = [];
  let current: { name: string; count: RowCount } | undefined;
  const close = () => {
    if (current !== undefined) counted.push({ name: current.name, ...current.count.sum() });
    current = undefined;
  };
  for await (const { kind, body } of framesIn(source)) {
    if (kind === 'R') current?.count.add(body);
    else close();
    if (kind === 'C') contents = JSON.parse(body.toString());
    if (kind === 'M') manifest = JSON.parse(body.toString());
    if (kind === 'S') current = { name: JSON.parse(body.toString()).name, count: new RowCount() };
    if (kind === 'F') {
      const { name, base64 } = JSON.parse(body.toString());
      files.set(name, Buffer.from(base64, 'base64'));
    }
  }
  if (contents === undefined || manifest === undefined) throw damaged(source.path, '缺少目录或清单');
  const { sections } = manifest;
  const whole = sections.length === counted.length && sections.every((sum, at) => sameSum(sum, counted[at]));
  if (!whole) throw damaged(source.path, '行数或校验值与清单不符');
  return { contents, manifest, files };
}

async function* sectionsOf(source: Source, { sections }: Contents): ReturnType<Backup['sections']> {
  const byName = new Map(sections.map((section) => [section.name, section]));
  const frames = framesIn(source);
  let next = await frames.next();
  async function* pieces(): AsyncGenerator<Buffer> {
    for (; !next.done && next.value.kind === 'R'; next = await frames.next()) yield next.value.body;
  }
  try {
    while (!next.done) {
      const { kind, body } = next.value;
      next = await frames.next();
      const section = kind === 'S' ? byName.get(JSON.parse(body.toString()).name) : undefined;
      if (section !== undefined) yield { section, pieces: pieces() };
    }
  } finally {
    await frames.return(undefined);
  }
}

async function* framesIn({ path, head, keys }: Source): AsyncGenerator<Frame> {
  const file = await openFile(path);
  // What is behind a proved chunk can still be nonsense, if whoever knew the passphrase wrote it.
  let broken: Error | undefined;
  const proved = openStream(file, head, keys.chunks, path);
  const plain = pipeline(Readable.from(proved), createZstdDecompress(), (error) => {
    broken = error ?? undefined;
  });
  try {
    yield* framesOf(plain as unknown as AsyncIterable<Buffer>);
  } catch (error) {
    const cause = broken ?? error;
    if (cause instanceof Refused) throw cause;
    if (cause instanceof BadFrame || isZstd(cause)) throw damaged(path, '内容的结构不对');
    throw error;
  } finally {
    (plain as unknown as Readable).destroy();
    await file.close();
  }
}

function isZstd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ZSTD_');
}

async function withFile<T>(path: string, body: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openFile(path);
  try {
    return await body(file);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    throw new Refused('no-file', `读不到备份文件 ${path},请核对路径和权限。系统的说明:${(error as Error).message}`);
  }
  throw new Refused('not-a-backup', `${path} 不是文件。`);
}
