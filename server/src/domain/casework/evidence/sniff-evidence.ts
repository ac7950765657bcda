import { fileTypeFromBuffer } from 'file-type';
import { fromBufferPromise } from 'yauzl';

/** What an office shows as proof: pictures, PDF, office documents, and the national layout format OFD (GB/T 33190). */
const TAKEN: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
};
const OFD = 'application/ofd';
const OFD_ROOT = 'OFD.xml';
/** Entries of an archive looked at for the root of an OFD. */
const ENTRIES_LOOKED_AT = 1_000;

/** What a file is by its bytes, never by its name; null where it is nothing that can be taken as evidence. */
export async function sniffEvidence(bytes: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (found === undefined) return null;
  if (Object.hasOwn(TAKEN, found.mime)) return found.mime;
  return found.mime === 'application/zip' && (await isOfd(bytes)) ? OFD : null;
}

export const TAKEN_KINDS = [...Object.values(TAKEN), 'OFD'].join('、');

/** An archive with the root that the format asks for; the directory is read, nothing is unpacked. */
async function isOfd(bytes: Buffer): Promise<boolean> {
  try {
    const archive = await fromBufferPromise(bytes, { lazyEntries: true });
    let looked = 0;
    for await (const { fileName } of archive.eachEntry()) {
      if (fileName === OFD_ROOT) return true;
      if (++looked >= ENTRIES_LOOKED_AT) return false;
    }
    return false;
  } catch {
    // a broken archive is no document, however it is broken
    return false;
  }
}
