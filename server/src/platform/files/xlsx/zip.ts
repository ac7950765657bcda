import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type FileLimits, MAX_DIRECTORY_BYTES, MAX_ZIP_ENTRIES } from '../limits.ts';
import { encrypted, FileRefusedError, tooLarge, unreadable } from '../refusal.ts';
import { UnpackingBudget } from './unpacking-budget.ts';

/** A workbook as a box of named parts, each of which can be read more than once and in any order. */
export type Package = {
  /** Part names as in the zip: no leading slash, lower case, because part names know no case (ECMA-376 part 2, 6.2.2). */
  readonly has: (name: string) => boolean;
  /** The bytes of a part, piece by piece; a part read to its end is proven by its checksum, else the file is damaged. */
  readonly open: (name: string) => AsyncGenerator<Buffer>;
  /** To be called with every piece read: how others see that reading gets on. */
  readonly onProgress: () => void;
  readonly close: () => void;
};

/** For everything a broken file can be broken in: the sender can do the same thing about all of it. */
export function damaged(): FileRefusedError {
  return new FileRefusedError(
    unreadable('工作簿已损坏或不完整，无法读取；请用Excel或WPS打开原表，另存为新的.xlsx文件后重新报送。'),
  );
}

/** Two parts of one name: which of them a person saw is anybody's guess. */
const AMBIGUOUS = Symbol('ambiguous');

export async function openPackage(path: string, limits: FileLimits, onProgress: () => void): Promise<Package> {
  const zip = await orDamaged(() => openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }));
  const entries = await orDamaged(() => listEntries(zip)).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  const budget = new UnpackingBudget(zip.fileSize, limits);
  return {
    has: (name) => entries.has(name.toLowerCase()),
    open: (name) => bytesOf(zip, entries.get(name.toLowerCase()), budget, onProgress),
    onProgress,
    close: () => zip.close(),
  };
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry | typeof AMBIGUOUS>> {
  if (zip.entryCount > MAX_ZIP_ENTRIES) throw tooManyParts();
  const entries = new Map<string, Entry | typeof AMBIGUOUS>();
  let directoryBytes = 0;
  for await (const entry of zip.eachEntry()) {
    directoryBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (directoryBytes > MAX_DIRECTORY_BYTES) throw tooManyParts();
    const name = entry.fileNameRaw.toString('utf8').replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
    entries.set(name, entries.has(name) ? AMBIGUOUS : entry);
  }
  return entries;
}

function tooManyParts(): FileRefusedError {
  return new FileRefusedError(tooLarge('工作簿内部的部件过多；请把数据复制到新的工作簿，另存为.xlsx后重新报送。'));
}

async function* bytesOf(
  zip: ZipFile,
  entry: Entry | typeof AMBIGUOUS | undefined,
  budget: UnpackingBudget,
  onProgress: () => void,
): AsyncGenerator<Buffer> {
  if (entry === undefined || entry === AMBIGUOUS) throw damaged();
  if (entry.isEncrypted()) {
    throw new FileRefusedError(encrypted('文件设有密码，无法读取；请取消密码后重新报送。'));
  }
  // sizes are the zip's own word; reading fails as damaged when a part turns out longer than its word
  budget.spend(entry);
  const stream = await orDamaged(() => zip.openReadStreamPromise(entry));
  let checksum = 0;
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await orDamaged(() => pieces.next());
      if (done) break;
      const piece = value as Buffer;
      onProgress();
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } finally {
    stream.destroy();
  }
  if (checksum !== entry.crc32) throw damaged();
}

async function orDamaged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FileRefusedError) throw error;
    throw damaged();
  }
}
