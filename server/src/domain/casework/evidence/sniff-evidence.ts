import { fileTypeFromBuffer } from 'file-type';

/** What an office shows as proof: pictures, PDF, office documents, and the national layout format OFD (GB/T 33190). */
const TAKEN: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
};
const OFD = 'application/ofd';
const OFD_ROOT = Buffer.from('OFD.xml');

/** What a file is by its bytes, never by its name; null where it is nothing that can be taken as evidence. */
export async function sniffEvidence(bytes: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (found === undefined) return null;
  if (Object.hasOwn(TAKEN, found.mime)) return found.mime;
  return found.mime === 'application/zip' && bytes.includes(OFD_ROOT) ? OFD : null;
}

export const TAKEN_KINDS = [...Object.values(TAKEN), 'OFD'].join('、');
