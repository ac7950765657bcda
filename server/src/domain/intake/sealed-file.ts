import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '../../platform/db/write.ts';
import { passingFolder } from './passing-folder.ts';

/** Bytes of a file sealed as one part. */
const PART_BYTES = 1024 * 1024;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OWNER_ONLY = 0o600;

/**
 * Keeps the sender's file in the database, each part sealed with AES-256-GCM and bound to its batch and place, the last
 * one known as such, so that a file cut short is not taken for a whole one. It is needed to go on after a crash on any machine, and to give the sender her own workbook back; removed after its term.
 */
export async function sealFile(trx: Queryable, batchId: string, path: string, key: Buffer): Promise<void> {
  let partNo = 0;
  for await (const { bytes, last } of partsOf(path)) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce);
    cipher.setAAD(placeOf(batchId, partNo, last));
    const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    await trx.query('insert into intake_part (batch_id, part_no, sealed) values ($1, $2, $3)', [
      batchId,
      partNo,
      sealed,
    ]);
    partNo += 1;
  }
}

/** An empty file is one empty part. */
async function* partsOf(path: string): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let waiting: Buffer | undefined;
  for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES })) {
    if (waiting !== undefined) yield { bytes: waiting, last: false };
    waiting = bytes as Buffer;
  }
  yield { bytes: waiting ?? Buffer.alloc(0), last: true };
}

const placeOf = (batchId: string, partNo: number, last: boolean): Buffer =>
  Buffer.from(`${batchId}/${partNo}${last ? '/last' : ''}`);

/** Opens the kept file as one that readers can seek in; `remove` must be called whatever happens. */
export async function unsealFile(
  db: Queryable,
  batchId: string,
  key: Buffer,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const { path: folder, remove } = await passingFolder();
  const path = join(folder, 'file');
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'wx', OWNER_ONLY);
    for (let partNo = 0, last = false; !last; partNo += 1) {
      const { rows } = await db.query<{ sealed: Buffer; last: boolean }>(
        `select sealed, not exists (select from intake_part where batch_id = $1 and part_no > $2) as last
           from intake_part where batch_id = $1 and part_no = $2`,
        [batchId, partNo],
      );
      const part = rows[0];
      assert(part !== undefined, `the file of batch ${batchId} is kept`);
      last = part.last;
      await file.write(unsealPart(part.sealed, placeOf(batchId, partNo, last), key));
    }
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await file?.close();
  }
  return { path, remove };
}

function unsealPart(sealed: Buffer, place: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(place);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
}
