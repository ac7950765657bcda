import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Queryable } from '../../platform/db/write.ts';

/** Bytes of a file sealed as one part. */
const PART_BYTES = 1024 * 1024;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OWNER_ONLY = 0o600;

/**
 * Keeps the sender's file in the database, each part sealed with AES-256-GCM and bound to its batch and place: needed to
 * go on after a crash on any machine, and to give the sender her own workbook back; removed after its term.
 */
export async function sealFile(trx: Queryable, batchId: string, path: string, key: Buffer): Promise<void> {
  let partNo = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce);
    cipher.setAAD(Buffer.from(`${batchId}/${partNo}`));
    const sealed = Buffer.concat([nonce, cipher.update(bytes as Buffer), cipher.final(), cipher.getAuthTag()]);
    await trx.query('insert into intake_part (batch_id, part_no, sealed) values ($1, $2, $3)', [
      batchId,
      partNo,
      sealed,
    ]);
    partNo += 1;
  }
}

/** Opens the kept file as one that readers can seek in; `remove` must be called whatever happens. */
export async function unsealFile(
  db: Queryable,
  batchId: string,
  key: Buffer,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-intake-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'wx', OWNER_ONLY);
    for (let partNo = 0; ; partNo += 1) {
      const { rows } = await db.query<{ sealed: Buffer }>(
        'select sealed from intake_part where batch_id = $1 and part_no = $2',
        [batchId, partNo],
      );
      const sealed = rows[0]?.sealed;
      if (sealed === undefined) break;
      await file.write(unsealPart(sealed, `${batchId}/${partNo}`, key));
    }
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await file?.close();
  }
  return { path, remove };
}

function unsealPart(sealed: Buffer, place: string, key: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
}
