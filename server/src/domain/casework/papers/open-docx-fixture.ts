import { buffer } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';

/** A document as a program opens it: parts by name. */
export async function partsOf(docx: Buffer): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(docx, { lazyEntries: true });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  return parts;
}

/** The paragraphs of `word/document.xml` with their styles; whatever is not well-formed XML throws. */
export function paragraphsOf(xml: string): { style: string; text: string }[] {
  const paragraphs: { style: string; text: string }[] = [];
  let within = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'w:p') paragraphs.push({ style: '', text: '' });
    const last = paragraphs.at(-1);
    if (name === 'w:pStyle' && last !== undefined) last.style = attributes['w:val'] ?? '';
    if (name === 'w:t') within = true;
  });
  parser.on('text', (text) => {
    const last = paragraphs.at(-1);
    if (within && last !== undefined) last.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') within = false;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return paragraphs;
}
