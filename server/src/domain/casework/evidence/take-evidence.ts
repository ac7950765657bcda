import type { FastifyRequest } from 'fastify';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';

/** One piece of evidence at most; the schema holds the same bound. */
export const EVIDENCE_BYTES = 10 * 1024 * 1024;
export const NAME_CHARACTERS = 200;
export const ABOUT_CHARACTERS = 500;

export type UploadedEvidence = { name: string; about: string; bytes: Buffer };

/** The file of a form and what it shows; read to its bound and no further. */
export async function takeEvidence(request: FastifyRequest): Promise<UploadedEvidence | Refusal> {
  let about = '';
  let name = '';
  let bytes: Buffer | undefined;
  try {
    for await (const part of request.parts({ limits: { fileSize: EVIDENCE_BYTES, files: 1 } })) {
      if (part.type === 'file') {
        name = nameOf(part.filename);
        bytes = await part.toBuffer();
      } else if (part.fieldname === 'about') about = String(part.value);
    }
  } catch (error) {
    if (isTooLarge(error)) return refuse('body-too-large', '一件证据不得超过 10 MB，请压缩或者分开上传。');
    if (isBrokenForm(error)) return refuse('invalid-request', '表单不完整或格式有误，文件没有收到，请重新上传。');
    throw error;
  }
  const shown = maskEveryIdentifierIn(about.trim());
  if (bytes === undefined || bytes.length === 0 || shown === '' || [...shown].length > ABOUT_CHARACTERS) {
    return refuse(
      'invalid-request',
      `表单须含 file（文件，不得为空）和 about（证明什么，不超过 ${ABOUT_CHARACTERS} 字）两项。`,
      {
        field: bytes === undefined || bytes.length === 0 ? 'file' : 'about',
      },
    );
  }
  return { name, about: shown, bytes };
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const isTooLarge = (error: unknown): boolean => codeOf(error) === 'FST_REQ_FILE_TOO_LARGE';
const isBrokenForm = (error: unknown): boolean =>
  codeOf(error).startsWith('FST_') ||
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'].includes(codeOf(error)) ||
  (error instanceof Error && /multipart|malformed part/i.test(error.message));

/** The last part of a path of any system, without control characters and nobody's number. */
function nameOf(sent: string): string {
  const last = sent.split(/[\\/]/).at(-1) ?? '';
  const text = last
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim();
  return [...(maskEveryIdentifierIn(text) || '未命名')].slice(0, NAME_CHARACTERS).join('');
}
