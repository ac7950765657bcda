import { SaxesParser } from 'saxes';
import { damaged, type Package } from './zip.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What a part's reader wants to hear. Names come without their namespace prefix: writers choose prefixes freely. */
export type XmlListener = {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Characters of XML that may pass without a single element or text: beyond it is no workbook any program writes. */
const MAX_SILENT_CHARACTERS = 1024 * 1024;

/** Elements within elements; a run of formatted text in a cell lies seven deep. */
const MAX_DEPTH = 100;

/**
 * Walks one part of a workbook, element by element, yielding after every piece read so that the caller can take what has
 * come and stop. No document type, hence no entities of the file's own.
 */
export async function* walkXml(box: Package, part: string, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  let silent = 0;
  let depth = 0;
  parser.on('error', () => {
    throw damaged();
  });
  parser.on('doctype', () => {
    throw damaged();
  });
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    depth += 1;
    if (depth > MAX_DEPTH) throw damaged();
    listener.open?.(localName(name), attributes);
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', ({ name }) => {
    silent = 0;
    depth -= 1;
    listener.close?.(localName(name));
  });
  for await (const text of decoded(box.open(part))) {
    silent += text.length;
    parser.write(text);
    if (silent > MAX_SILENT_CHARACTERS) throw damaged();
    yield;
  }
  parser.close();
}

/** Walks a whole small part. */
export async function readXml(box: Package, part: string, listener: XmlListener): Promise<void> {
  for await (const _ of walkXml(box, part, listener));
}

/** The value of an attribute whatever its prefix: `r:id` is `id` with a prefix, never plain `id`. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((attribute) => attribute.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(piece[0] === 0xff ? 'utf-16le' : piece[0] === 0xfe ? 'utf-16be' : 'utf-8', {
      fatal: true,
    });
    yield decode(decoder, piece);
  }
  if (decoder !== null) yield decode(decoder);
}

function decode(decoder: InstanceType<typeof TextDecoder>, piece?: Buffer): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw damaged();
  }
}
