import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type FileLimits, MAX_ZIP_ENTRIES, ZIP_RATIO_FLOOR_BYTES } from '../limits.ts';
import { encrypted, FileRefusedError, tooLarge, unreadable } from '../refusal.ts';

/** A workbook as a box of named parts, each of which can be read more than once and in any order. */
export type Package = {
  /** Part names as in the zip: no leading slash, lower case, because part names know no case (ECMA-376 part 2, 6.2.2). */
  readonly has: (name: string) => boolean;
  readonly open: (name: string) => Promise<Readable>;
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

export async function openPackage(path: string, limits: FileLimits, onProgress: () => void): Promise<Package> {
  const zip = await orDamaged(() => openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }));
  const entries = await orDamaged(() => listEntries(zip));
  return {
    has: (name) => entries.has(name.toLowerCase()),
    open: async (name) => {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) throw damaged();
      holdBounds(entry, limits);
      return orDamaged(() => zip.openReadStreamPromise(entry));
    },
    onProgress,
    close: () => zip.close(),
  };
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ZIP_ENTRIES) {
    throw new FileRefusedError(tooLarge('工作簿内部的部件过多；请把数据复制到新的工作簿，另存为.xlsx后重新报送。'));
  }
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileNameRaw.toString('utf8').replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
    entries.set(name, entry);
  }
  return entries;
}

/** Sizes are the zip's own word; reading fails as damaged when a part turns out longer than its word. */
function holdBounds(entry: Entry, limits: FileLimits): void {
  if (entry.isEncrypted()) {
    throw new FileRefusedError(encrypted('文件设有密码，无法读取；请取消密码后重新报送。'));
  }
  const unpacked = entry.uncompressedSize;
  const suspicious = unpacked > ZIP_RATIO_FLOOR_BYTES && unpacked > entry.compressedSize * limits.zipRatio;
  if (unpacked <= limits.partBytes && !suspicious) return;
  throw new FileRefusedError(
    tooLarge(
      '工作簿展开后过大（可能有大片空白格式或异常内容）；请把数据复制到新的工作簿，或拆分、另存为CSV后重新报送。',
    ),
  );
}

async function orDamaged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FileRefusedError) throw error;
    throw damaged();
  }
}
