import { DEFAULT_LIMITS } from '../limits.ts';
import { FileRefusedError } from '../refusal.ts';
import { readXml } from '../xlsx/xml.ts';
import { openPackage, type Package } from '../xlsx/zip.ts';
import { namePrefix } from './package-parts.ts';

/** Larger lists of sheets and names no program of ours has written. */
const MAX_READ_BYTES = 4 * 1024 * 1024;
const MARK_VALUE = /^[a-z0-9]{1,64}$/;

/** The word that `WorkbookWriter.mark` tied to a workbook, also after a spreadsheet has saved it anew; null in any other file. */
export async function readMark(path: string, name: string): Promise<string | null> {
  let box: Package | null = null;
  try {
    box = await openPackage(path, { ...DEFAULT_LIMITS, unpackedBytes: MAX_READ_BYTES }, () => {});
    return (await fromNames(box, name)) ?? (await fromProperties(box, name));
  } catch (error) {
    if (error instanceof FileRefusedError) return null;
    throw error;
  } finally {
    box?.close();
  }
}

async function fromNames(box: Package, name: string): Promise<string | null> {
  const prefix = namePrefix(name);
  let found: string | null = null;
  if (!box.has('xl/workbook.xml')) return null;
  await readXml(box, 'xl/workbook.xml', {
    open: (element, attributes) => {
      const written = attributes.name?.toLowerCase() ?? '';
      if (element === 'definedName' && written.startsWith(prefix)) found ??= valueIn(written.slice(prefix.length));
    },
  });
  return found;
}

async function fromProperties(box: Package, name: string): Promise<string | null> {
  let found = '';
  let within = false;
  if (!box.has('docProps/custom.xml')) return null;
  await readXml(box, 'docProps/custom.xml', {
    open: (element, attributes) => {
      if (element === 'property') within = attributes.name === name;
    },
    text: (text) => {
      if (within) found += text;
    },
    close: (element) => {
      if (element === 'property') within = false;
    },
  });
  return valueIn(found.trim());
}

const valueIn = (text: string): string | null => (MARK_VALUE.test(text) ? text : null);
