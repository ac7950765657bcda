import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes that GCM adds to a chunk. */
export const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const CHUNKS_AT_MOST = 2 ** 32;

/** Which chunk of its file this is. It goes into the nonce: a chunk moved, left out, doubled or cut off does not open. */
export type ChunkPlace = { number: number; last: boolean };

/** The key belongs to one file alone (its salt is random), so that a number never meets the same key twice. */
export function sealChunk(plain: Buffer, key: Buffer, place: ChunkPlace): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where the bytes are not what was sealed at this place with this key. */
export function openChunk(sealed: Buffer, key: Buffer, place: ChunkPlace): Buffer | undefined {
  if (sealed.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

function nonceOf({ number, last }: ChunkPlace): Buffer {
  if (number >= CHUNKS_AT_MOST) throw new RangeError('a backup has too many chunks');
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(number, NONCE_BYTES - 5);
  nonce.writeUInt8(last ? 1 : 0, NONCE_BYTES - 1);
  return nonce;
}
