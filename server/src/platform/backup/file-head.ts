import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cost } from './derive-keys.ts';
import { Refused } from './refusal.ts';

/*
 * The first bytes of a backup, in clear, numbers big-endian:
 *
 *    0  magic         16   `gongxin-backup`, line feed, NUL
 *   16  format         4   1
 *   20  scrypt log2 N  4
 *   24  scrypt r       4
 *   28  scrypt p       4
 *   32  salt          32   random, so no two backups share a key
 *   64  chunk bytes    4   of plain text in a chunk
 *   68  reserved       4   0
 *   72  file bytes     8   of the whole file; a shorter one is cut off
 *   80  seal          32   HMAC-SHA-256 of bytes 0-79: right only with the passphrase
 *  112  checksum      32   SHA-256 of bytes 0-111: damage is told apart from a wrong passphrase
 */
export type FileHead = { cost: Cost; salt: Buffer; chunkBytes: number; fileBytes: number };

export const HEAD_BYTES = 144;
const MAGIC = Buffer.from('gongxin-backup\n\0');
const FORMAT = 1;
const SEALED_BYTES = 80;
const CHECKED_BYTES = 112;
export const SALT_BYTES = 32;

/** A head is read before its seal can be checked: whatever it asks for is bounded. */
const LOG2N = { least: 10, most: 20 };
const R_AT_MOST = 16;
const P_AT_MOST = 4;
const CHUNK_BYTES = { least: 1_024, most: 16 * 1_024 * 1_024 };

export function newHead(cost: Cost, chunkBytes: number): FileHead {
  return { cost, salt: randomBytes(SALT_BYTES), chunkBytes, fileBytes: 0 };
}

export function writeHead({ cost, salt, chunkBytes, fileBytes }: FileHead, key: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  const numbers = [FORMAT, cost.log2N, cost.r, cost.p];
  for (const [at, number] of numbers.entries()) head.writeUInt32BE(number, MAGIC.length + at * 4);
  salt.copy(head, 32);
  head.writeUInt32BE(chunkBytes, 64);
  head.writeBigUInt64BE(BigInt(fileBytes), 72);
  sealOf(head, key).copy(head, SEALED_BYTES);
  checksumOf(head).copy(head, CHECKED_BYTES);
  return head;
}

/** Throws `Refused` where the bytes are no head of ours, or not the head of a file of `actualBytes`. */
export function readHead(head: Buffer, actualBytes: number, path: string): FileHead {
  const magic = head.subarray(0, Math.min(MAGIC.length, head.length));
  if (head.length === 0 || !magic.equals(MAGIC.subarray(0, magic.length))) {
    throw new Refused('not-a-backup', `${path} 不是 gongxin backup 制作的备份文件。`);
  }
  if (head.length < HEAD_BYTES) throw truncated(path, actualBytes, undefined);
  if (!checksumOf(head).equals(head.subarray(CHECKED_BYTES))) throw damagedHead(path);
  if (head.readUInt32BE(16) !== FORMAT) {
    throw new Refused('backup-newer', `${path} 的格式比本程序新。请换用制作它的程序版本或更新的版本。`);
  }
  const cost = { log2N: head.readUInt32BE(20), r: head.readUInt32BE(24), p: head.readUInt32BE(28) };
  const chunkBytes = head.readUInt32BE(64);
  const fileBytes = Number(head.readBigUInt64BE(72));
  if (
    !within(cost.log2N, LOG2N.least, LOG2N.most) ||
    !within(cost.r, 1, R_AT_MOST) ||
    !within(cost.p, 1, P_AT_MOST) ||
    !within(chunkBytes, CHUNK_BYTES.least, CHUNK_BYTES.most)
  ) {
    throw damagedHead(path);
  }
  if (actualBytes < fileBytes) throw truncated(path, actualBytes, fileBytes);
  if (actualBytes > fileBytes) {
    throw new Refused(
      'damaged',
      `备份文件 ${path} 比制作时多出 ${actualBytes - fileBytes} 字节,已损坏。请换用另一份备份。`,
    );
  }
  return { cost, salt: Buffer.from(head.subarray(32, 32 + SALT_BYTES)), chunkBytes, fileBytes };
}

/** Whether the key was made from the passphrase the head was sealed with. */
export function sealFits(head: Buffer, key: Buffer): boolean {
  return timingSafeEqual(sealOf(head, key), head.subarray(SEALED_BYTES, CHECKED_BYTES));
}

function sealOf(head: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(head.subarray(0, SEALED_BYTES)).digest();
}

function checksumOf(head: Buffer): Buffer {
  return createHash('sha256').update(head.subarray(0, CHECKED_BYTES)).digest();
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function truncated(path: string, actual: number, whole: number | undefined): Refused {
  const length = whole === undefined ? `只有 ${actual} 字节` : `应有 ${whole} 字节,只有 ${actual} 字节`;
  return new Refused('truncated', `备份文件 ${path} 不完整:${length}。可能没有复制完,请重新复制或换用另一份备份。`);
}

function damagedHead(path: string): Refused {
  return new Refused('damaged', `备份文件 ${path} 的文件头已损坏。请换用另一份备份。`);
}
