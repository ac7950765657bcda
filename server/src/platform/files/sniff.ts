/** What a file is by its first bytes. The name and its extension are never asked: departments rename freely. */
export type Container = 'zip' | 'ole' | 'foreign' | 'locked' | 'web-page' | 'xml' | 'empty' | 'text';

/** Bytes from the start of a file that `sniffContainer` and the text readers want to see. */
export const HEAD_BYTES = 64 * 1024;

const MAGIC: ReadonlyArray<readonly [Container, readonly number[]]> = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['foreign', [0x25, 0x50, 0x44, 0x46, 0x2d]], // PDF
  ['foreign', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]], // RAR
  ['foreign', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]], // 7z
  ['foreign', [0x1f, 0x8b]], // gzip
  ['foreign', [0x89, 0x50, 0x4e, 0x47]], // PNG
  ['foreign', [0xff, 0xd8, 0xff]], // JPEG
  ['foreign', [0x47, 0x49, 0x46, 0x38]], // GIF
  ['foreign', [0x49, 0x49, 0x2a, 0x00]], // TIFF
  ['foreign', [0x4d, 0x4d, 0x00, 0x2a]], // TIFF
  ['foreign', [0x7b, 0x5c, 0x72, 0x74, 0x66]], // RTF
];

/** Document-protection products leave their name in the header of every file they encrypt. */
const LOCK_MARKS = ['E-SafeNet', '%TSD-Header-###%'];

const WEB_PAGE = /^(<!doctype\s+html|<html|<head|<meta|<body|<table|<style|mime-version:)/i;

export function sniffContainer(head: Uint8Array): Container {
  for (const [container, magic] of MAGIC) {
    if (magic.every((byte, index) => head[index] === byte)) return container;
  }
  const latin = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4096)).toString('latin1');
  if (LOCK_MARKS.some((mark) => latin.includes(mark))) return 'locked';
  // NUL bytes fall away so that UTF-16 markup is known too.
  const start = latin
    .replaceAll('\0', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
  if (start === '') return 'empty';
  if (WEB_PAGE.test(start)) return 'web-page';
  if (/^<\?xml|^<Workbook/i.test(start)) return /<html/i.test(start) ? 'web-page' : 'xml';
  return 'text';
}
