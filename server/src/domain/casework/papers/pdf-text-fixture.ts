import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF of ours, page after page, without the letters' places: hexadecimal glyphs read back through the
 * `ToUnicode` map of their font, as a program does that copies or searches text. Knows only what pdfkit writes.
 */
export function textOfPdf(pdf: Buffer): string {
  const objects = objectsIn(pdf);
  const fonts = new Map<string, Map<number, string>>();
  for (const { head } of objects.values()) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(head);
    const name = /\/BaseFont \/([A-Z]+\+[\w-]+)/.exec(head);
    const stream = map === null ? undefined : objects.get(Number(map[1]))?.stream;
    if (stream !== undefined && name?.[1] !== undefined) fonts.set(name[1], unicodeMap(stream.toString('latin1')));
  }
  const names = new Map<string, string>();
  for (const { head } of objects.values())
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const base = /\/BaseFont \/([A-Z]+\+[\w-]+)/.exec(objects.get(Number(id))?.head ?? '');
      if (base?.[1] !== undefined) names.set(name, base[1]);
    }
  let text = '';
  for (const { head, stream } of objects.values()) {
    const words = stream?.toString('latin1') ?? '';
    if (head.includes('/Type /XObject') || !/\bBT\b/.test(words)) continue;
    let font = new Map<number, string>();
    for (const [, name, shown] of words.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name !== undefined) font = fonts.get(names.get(name) ?? '') ?? new Map();
      for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gi))
        for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(Number.parseInt(glyph, 16)) ?? '\uFFFD';
    }
  }
  return text;
}

type PdfObject = { head: string; stream?: Buffer };

function objectsIn(pdf: Buffer): Map<number, PdfObject> {
  const latin = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of latin.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const end = latin.indexOf('\nendobj', start);
    const body = latin.slice(start, end);
    const at = body.indexOf('\nstream\n');
    const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0);
    if (at === -1) {
      objects.set(Number(match[1]), { head: body });
      continue;
    }
    const bytes = pdf.subarray(start + at + '\nstream\n'.length, start + at + '\nstream\n'.length + length);
    const head = body.slice(0, at);
    objects.set(Number(match[1]), { head, stream: head.includes('/FlateDecode') ? inflateSync(bytes) : bytes });
  }
  return objects;
}

function unicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, from = '', , list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(from, 16);
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]*)>/gi)) {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      map.set(glyph, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
      glyph += 1;
    }
  }
  return map;
}
