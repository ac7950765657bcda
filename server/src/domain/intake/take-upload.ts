import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { passingFolder } from './passing-folder.ts';

export type Upload = { category: string; file: string; path: string; remove: () => Promise<void> };
export type UploadRefusal = { message: string };

/** Streams the file of a form to disk; the edge bounds its size and the number of its parts. */
export async function takeUpload(request: FastifyRequest): Promise<Upload | UploadRefusal> {
  const { path: folder, remove } = await passingFolder();
  const path = join(folder, 'file');
  let category = '';
  let file: string | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        file = basename(part.filename) || '未命名';
        await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      } else if (part.fieldname === 'category') category = String(part.value);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  if (file !== null && category !== '') return { category, file, path, remove };
  await remove();
  return { message: '表单须含 category（信息类别代码）和 file（文件）两项' };
}

export const isUploadRefusal = (upload: Upload | UploadRefusal): upload is UploadRefusal => 'message' in upload;
