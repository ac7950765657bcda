import { statfsSync } from 'node:fs';
import { type DatabaseRefusal, refusal } from '../refusal.ts';

const MB = 1024 * 1024;
/** A fresh cluster takes 60 MB with its log; half of the rest is room to begin work in. */
export const FREE_TO_CREATE = 192 * MB;
/** Two log segments of 16 MB: with less, recovery after a crash stops half way. */
export const FREE_TO_START = 32 * MB;

/** Undefined when there is room. */
export function lackOfRoom(folder: string, needed: number): DatabaseRefusal | undefined {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= needed) return undefined;
  return refusal(
    'disk-full',
    `${folder} 所在磁盘只剩 ${Math.floor(free / MB)} MB,启动数据库至少需要 ${needed / MB} MB。请清理该磁盘,或用 --data 指定另一块磁盘上的文件夹。`,
  );
}

/** What PostgreSQL's own output says when the disk is full (messages are English by `lc_messages`). */
export function saysDiskFull(output: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(output);
}
