import type { Head } from '../heads/head.ts';
import type { Seal } from '../seal.ts';
import type { StoredEntry } from '../stored-entry.ts';

/**
 * A detached month is a gzip of JSON lines: a header, a row for each entry in the order of the tree, and a last line with
 * the number of rows and the SHA-256 over everything before it. It proves itself: the header's `edge` is the tree before
 * the month, the rows make it grow to `end`, `growth` leads from there to the signed head (RFC 9162, section 2.1.4).
 */
export type MonthHeader = {
  format: typeof MONTH_FORMAT;
  month: string;
  first: number;
  end: number;
  edge: string[][];
  growth: string[];
  head: {
    treeSize: number;
    root: string;
    signedAt: string;
    keyId: string;
    signature: string;
    sm2: { keyId: string; signature: string } | null;
  };
};
export type MonthRow = {
  position: number;
  entry: StoredEntry;
  seal: { fields: string[]; salts: (string | null)[]; commitments: string[] };
  erased: string[];
};
export type MonthEnd = { rows: number; sha256: string };

export const MONTH_FORMAT = 'gongxin-journal-month-1';

const base64 = (bytes: Buffer) => bytes.toString('base64');
const bytes = (text: string) => Buffer.from(text, 'base64');

export function headToText({ root, signature, sm2, ...head }: Head): MonthHeader['head'] {
  return {
    ...head,
    root: base64(root),
    signature: base64(signature),
    sm2: sm2 && { keyId: sm2.keyId, signature: base64(sm2.signature) },
  };
}

export function headFromText({ root, signature, sm2, ...head }: MonthHeader['head']): Head {
  return {
    ...head,
    root: bytes(root),
    signature: bytes(signature),
    sm2: sm2 && { keyId: sm2.keyId, signature: bytes(sm2.signature) },
  };
}

export function sealToText({ fields, salts, commitments }: Seal): MonthRow['seal'] {
  return { fields, salts: salts.map((salt) => salt && base64(salt)), commitments: commitments.map(base64) };
}

export function sealFromText({ fields, salts, commitments }: MonthRow['seal']): Seal {
  return {
    fields,
    salts: salts.map((salt) => (salt === null ? null : bytes(salt))),
    commitments: commitments.map(bytes),
  };
}
