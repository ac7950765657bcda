import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { passingFolder } from './passing-folder.ts';

export type UploadedFile = { file: string; path: string; remove: () => Promise<void> };
export type Upload = UploadedFile & { category: string };
export type UploadRefusal = { message: string };

const BROKEN_FORM = '表单不完整或格式有误，文件没有收到；请检查网络和分隔标记（boundary）后重新上传';

/** What the reader of forms throws at a form that breaks off or is none; its own words have no code. */
const BROKEN_FORM_CODES: readonly unknown[] = [
  'FST_MP_PREMATURE_CLOSE',
  'FST_PROTO_VIOLATION',
  'FST_INVALID_JSON_FIELD_ERROR',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNRESET',
];
const BROKEN_FORM_WORDS = /multipart|malformed part/i;

/** The file of a form and the category it is submitted under. */
export async function takeUpload(request: FastifyRequest): Promise<Upload | UploadRefusal> {
  const form = await takeForm(request);
  if (isUploadRefusal(form)) return form;
  const { category, file, ...taken } = form;
  if (file !== null && category !== '') return { ...taken, category, file };
  await taken.remove();
  return { message: '表单须含 category（信息类别代码）和 file（文件）两项' };
}

/** The file of a form that says nothing else. */
export async function takeFile(request: FastifyRequest): Promise<UploadedFile | UploadRefusal> {
  const form = await takeForm(request);
  if (isUploadRefusal(form)) return form;
  const { file, path, remove } = form;
  if (file !== null) return { file, path, remove };
  await remove();
  return { message: '表单须含 file（文件）一项' };
}

type Form = Omit<Upload, 'file'> & { file: string | null };

/** Streams the file of a form to disk; the edge bounds its size and the number of its parts. */
async function takeForm(request: FastifyRequest): Promise<Form | UploadRefusal> {
  const { path: folder, remove } = await passingFolder();
  const path = join(folder, 'file');
  let category = '';
  let file: string | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        file = fileName(part.filename);
        await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      } else if (part.fieldname === 'category') category = String(part.value);
    }
  } catch (error) {
    await remove();
    if (isBrokenForm(error)) return { message: BROKEN_FORM };
    throw error;
  }
  return { category, file, path, remove };
}

function isBrokenForm(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'code' in error ? BROKEN_FORM_CODES.includes(error.code) : BROKEN_FORM_WORDS.test(error.message);
}

/** The last part of a path of any system, without characters that no store or terminal takes for text, and nobody's number. */
function fileName(sent: string): string {
  const last = sent.split(/[\\/]/).at(-1) ?? '';
  const text = last
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim();
  return maskEveryIdentifierIn(text) || '未命名';
}

export const isUploadRefusal = (upload: object): upload is UploadRefusal => 'message' in upload;
