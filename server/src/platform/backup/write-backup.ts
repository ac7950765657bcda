import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import type { Contents, Manifest } from './contents.ts';
import { type BackupKeys, COST, type Cost, deriveKeys } from './derive-keys.ts';
import { type FileHead, HEAD_BYTES, newHead, writeHead } from './file-head.ts';
import { openBackup } from './open-backup.ts';
import { readState, type StateFile } from './read-state.ts';
import { answering, type BackupRefusal, isRefused, Refused, refusal } from './refusal.ts';
import { sameSum } from './row-count.ts';
import { sealStream } from './seal-stream.ts';
import { withSnapshot } from './snapshot.ts';

export type WriteBackup = {
  /** The role that owns the tables: it alone may read every row. */
  ownerUrl: string;
  path: string;
  passphrase: string;
  files: readonly StateFile[];
  /** For tests: a cheap key, small chunks. */
  cost?: Cost;
  chunkBytes?: number;
};
export type WrittenBackup = { contents: Contents; manifest: Manifest; bytes: number };

/** Plain text of one chunk: what is lost to a flipped bit is found at the latest after so much. */
export const CHUNK_BYTES = 256 * 1_024;
/** On our data level 1 is faster than the disk and as small as level 3. */
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const OWNER_READS_AND_WRITES = 0o600;
/** Too few blocks, a quota, and a file size that is not allowed. */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Writes the state to a new file. The name appears when the file is whole, durable, read back and found right. */
export async function writeBackup(options: WriteBackup): Promise<WrittenBackup | BackupRefusal> {
  const { path } = options;
  if (existsSync(path)) return exists(path);
  const draft = `${path}.unfinished-${randomBytes(4).toString('hex')}`;
  try {
    return await answering(async () => {
      const written = await writeDraft(options, draft);
      await proveDraft(options, draft, written);
      await publish(draft, path);
      return written;
    });
  } catch (error) {
    return unwritable(error, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(options: WriteBackup, draft: string): Promise<WrittenBackup> {
  const head = newHead(options.cost ?? COST, options.chunkBytes ?? CHUNK_BYTES);
  const keys = await deriveKeys(options.passphrase, head.salt, head.cost);
  const file = await open(draft, 'wx', OWNER_READS_AND_WRITES);
  try {
    return await withSnapshot(options.ownerUrl, async (client) => {
      const told: { contents?: Contents; manifest?: Manifest } = {};
      const bytes = await writeBody(file, readState(client, options.files, told), head, keys);
      // Last, because only now the length is known: a draft without a head is not taken for a backup.
      await file.write(writeHead({ ...head, fileBytes: bytes }, keys.head), 0, HEAD_BYTES, 0);
      await file.sync();
      if (told.contents === undefined || told.manifest === undefined)
        throw new Error('the state was not read to its end');
      return { contents: told.contents, manifest: told.manifest, bytes };
    });
  } finally {
    await file.close();
  }
}

/** Compressed as a whole, then sealed: a table is one stretch of alike rows. Answers the length of the file. */
async function writeBody(
  file: FileHandle,
  plain: AsyncIterable<Buffer>,
  head: FileHead,
  keys: BackupKeys,
): Promise<number> {
  let at = HEAD_BYTES;
  await pipeline(Readable.from(plain), createZstdCompress(ZSTD), async (compressed: AsyncIterable<Buffer>) => {
    for await (const chunk of sealStream(compressed, keys.chunks, head.chunkBytes)) {
      await writeWhole(file, chunk, at);
      at += chunk.length;
    }
  });
  return at;
}

async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** What lies on the disk is read, opened and counted again, and must be what was read from the database. */
async function proveDraft({ passphrase }: WriteBackup, draft: string, { manifest }: WrittenBackup): Promise<void> {
  const reread = await openBackup(draft, passphrase);
  if (isRefused(reread)) throw new Refused('damaged', `写完的备份读不回来:${reread.message}请检查该磁盘后重新备份。`);
  const sums = new Map(reread.manifest.sections.map((section) => [section.name, section]));
  if (!manifest.sections.every((section) => sameSum(section, sums.get(section.name)))) {
    throw new Refused('damaged', '写完的备份与数据库不同,已删除。请检查该磁盘后重新备份。');
  }
}

/** Gives the draft its name, which must still be free, and makes the name durable. */
async function publish(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw new Refused('exists', exists(path).message);
    // Some file systems of networks and sticks know no second name for a file.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code) || existsSync(path)) throw error;
    await rename(draft, path);
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!['EINVAL', 'EISDIR', 'EPERM', 'ENOTSUP'].includes(codeOf(error))) throw error;
  } finally {
    await folder.close();
  }
}

function exists(path: string): BackupRefusal {
  return refusal('exists', `文件 ${path} 已经存在,备份不覆盖任何文件。请换一个文件名。`);
}

function unwritable(error: unknown, path: string): BackupRefusal {
  // A database that cannot be reached answers with some of the same codes, and is not meant here.
  if (error instanceof Error && 'syscall' in error && error.syscall === 'connect') throw error;
  const code = codeOf(error);
  if (FULL.includes(code)) {
    return refusal('disk-full', `磁盘已满,备份没有完成,未完成的文件已删除。请清理 ${dirname(path)} 所在磁盘或换一处。`);
  }
  if (['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) {
    return refusal(
      'not-writable',
      `不能在 ${dirname(path)} 建立备份文件,请核对路径和权限。系统的说明:${(error as Error).message}`,
    );
  }
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
