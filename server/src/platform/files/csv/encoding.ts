import { createReadStream } from 'node:fs';
import { badEncoding, type FileRefusal, unreadable } from '../refusal.ts';

/** Encodings departments really send; GB18030 contains GBK and GB2312. */
export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** Bytes read at once; between two reads the event loop is free for others. */
const READ_BYTES = 256 * 1024;

/** Share of zero bytes on one side of the pairs above which text is UTF-16; UTF-8 and GB18030 text has none. */
const UTF16_ZERO_SHARE = 0.02;
/** The other side has a few: 一 is U+4E00. */
const UTF16_ONE_SIDED = 4;

/**
 * Characters outside ASCII that must be right for one that is wrong. A name that an export cut in the middle of a character
 * spoils one cell; text in another encoding, or half of a file in another, is wrong every few characters.
 */
const RIGHT_FOR_ONE_WRONG = 100;
/** Of a small file a few wrong ones are a greater share. */
const FEW_WRONG = 2;
const RIGHT_FOR_ONE_OF_FEW = 20;
/** Wrong characters after which the share is judged without reading on. */
const ENOUGH_WRONG = 200;

const MARKS: ReadonlyArray<readonly [TextEncoding, readonly number[]]> = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/**
 * Finds the encoding of a text file by its mark, else by trying: the first in which every byte of the file has a meaning, or
 * all but a few, whose rows will be told. The whole file is read for it, because the first Chinese character may come late,
 * and because a file that fails must fail before its first row is taken.
 */
export async function findEncoding(path: string, head: Uint8Array): Promise<TextEncoding | FileRefusal> {
  const certain = markOf(head) ?? utf16Without(head);
  const candidates: readonly TextEncoding[] = certain === null ? ['utf-8', 'gb18030'] : [certain];
  if (certain === null && head.includes(0)) {
    return unreadable('文件不是文本表格，内容无法识别；请报送.xlsx或CSV格式的表格。');
  }
  let furthest = 0;
  for (const encoding of candidates) {
    const bad = await firstBadLine(path, encoding);
    if (bad === null || (await isMostlyRight(path, encoding))) return encoding;
    furthest = Math.max(furthest, bad);
  }
  return badEncoding(
    `文件第${furthest}行附近有无法识别的文字编码（既不是完整的UTF-8，也不是GB18030）；请用Excel或WPS打开原表，另存为“CSV UTF-8”或.xlsx后重新报送。`,
  );
}

export function fileBytes(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: READ_BYTES });
}

/**
 * Text piece by piece, decoded before it is split, so that no character is ever cut; bytes without meaning are U+FFFD.
 * @param fatal throw at bytes without meaning instead
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
  fatal = false,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function markOf(head: Uint8Array): TextEncoding | null {
  return MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte))?.[0] ?? null;
}

/** Separators, digits and line ends of a table in UTF-16 have a zero byte on one side, always the same one. */
function utf16Without(head: Uint8Array): TextEncoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < head.length; index += 1) {
    if (head[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = (head.length / 2) * UTF16_ZERO_SHARE;
  if (odd > enough && odd > even * UTF16_ONE_SIDED) return 'utf-16le';
  if (even > enough && even > odd * UTF16_ONE_SIDED) return 'utf-16be';
  return null;
}

/** Line, from 1, at or shortly after which the file stops making sense in this encoding; null when it never does. */
async function firstBadLine(path: string, encoding: TextEncoding): Promise<number | null> {
  let line = 1;
  try {
    for await (const text of decodeText(fileBytes(path), encoding, true)) line += countLines(text);
  } catch (error) {
    if (isDecodingError(error)) return line;
    throw error;
  }
  return null;
}

/** Whether what has no meaning in this encoding is little beside what has. */
async function isMostlyRight(path: string, encoding: TextEncoding): Promise<boolean> {
  let right = 0;
  let wrong = 0;
  for await (const text of decodeText(fileBytes(path), encoding)) {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 0xfffd) wrong += 1;
      else if (unit > 0x7f) right += 1;
    }
    if (wrong > ENOUGH_WRONG && wrong * RIGHT_FOR_ONE_WRONG > right) return false;
  }
  return wrong * (wrong <= FEW_WRONG ? RIGHT_FOR_ONE_OF_FEW : RIGHT_FOR_ONE_WRONG) <= right;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function isDecodingError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}
