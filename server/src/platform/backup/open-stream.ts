import type { FileHandle } from 'node:fs/promises';
import { openChunk, TAG_BYTES } from './chunk-cipher.ts';
import { type FileHead, HEAD_BYTES } from './file-head.ts';
import { Refused } from './refusal.ts';

/** The plain text behind the head of a backup, a chunk at a time; every chunk is proved before it is given out. */
export async function* openStream(
  file: FileHandle,
  { chunkBytes, fileBytes }: FileHead,
  key: Buffer,
  path: string,
): AsyncGenerator<Buffer> {
  const sealedBytes = chunkBytes + TAG_BYTES;
  let at = HEAD_BYTES;
  for (let number = 0; ; number++) {
    const length = Math.min(sealedBytes, fileBytes - at);
    const sealed = Buffer.alloc(length);
    const { bytesRead } = await file.read(sealed, 0, length, at);
    const last = at + length === fileBytes;
    const plain = bytesRead === length ? openChunk(sealed, key, { number, last }) : undefined;
    if (plain === undefined) throw damaged(path, `第 ${at} 字节起的一段与制作时不同`);
    if (plain.length > 0) yield plain;
    if (last) return;
    at += length;
  }
}

export function damaged(path: string, what: string): Refused {
  return new Refused('damaged', `备份文件 ${path} 已损坏:${what}。没有恢复任何内容,请换用另一份备份。`);
}
