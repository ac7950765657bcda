import type { Queryable } from '../../../platform/db/pool.ts';
import { headText, LOG_NAME, type SignedTree } from './head-text.ts';

/** A signed tree head as held. */
export type Head = SignedTree & {
  signature: Buffer;
  sm2: { keyId: string; signature: Buffer } | null;
};

export type HeadRow = {
  tree_size: string;
  root: Buffer;
  signed_at: string;
  key_id: string;
  signature: Buffer;
  sm2_key_id: string | null;
  sm2_signature: Buffer | null;
};

/** Columns of `journal_head` as a `HeadRow`: the moment with its microseconds. */
export const HEAD_COLUMNS = `tree_size, root, to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as signed_at,
  key_id, signature, sm2_key_id, sm2_signature`;

export function headOf(row: HeadRow): Head {
  const { sm2_key_id, sm2_signature } = row;
  return {
    treeSize: Number(row.tree_size),
    root: row.root,
    signedAt: row.signed_at,
    keyId: row.key_id,
    signature: row.signature,
    sm2: sm2_key_id === null || sm2_signature === null ? null : { keyId: sm2_key_id, signature: sm2_signature },
  };
}

export async function findLatestHead(db: Queryable): Promise<Head | undefined> {
  const { rows } = await db.query<HeadRow>({
    name: 'journal-latest-head',
    text: `select ${HEAD_COLUMNS} from journal_head order by tree_size desc limit 1`,
  });
  return rows[0] && headOf(rows[0]);
}

/** The head with its signatures as one text, a signed note of C2SP: what a witness keeps. */
export function noteOf(head: Head): string {
  const signed = [{ keyId: head.keyId, signature: head.signature }, ...(head.sm2 === null ? [] : [head.sm2])];
  const lines = signed.map(({ keyId, signature }) => {
    // the first four bytes of the key's id stand before the signature
    const bytes = Buffer.concat([Buffer.from(keyId, 'hex').subarray(0, 4), signature]);
    return `— ${LOG_NAME} ${bytes.toString('base64')}\n`;
  });
  return `${headText(head)}\n${lines.join('')}`;
}
