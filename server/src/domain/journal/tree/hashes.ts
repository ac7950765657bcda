import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

/** SHA-256. By way of hexadecimal: four times as fast as asking Node for a buffer. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.from(
    hash('sha256', parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts), 'hex'),
    'hex',
  );
}

/** Hash of a leaf: the prefix keeps it apart from a node (RFC 9162, section 2.1.1). */
export function leafHash(data: Uint8Array): Buffer {
  return sha256(LEAF, data);
}

/** Hash of the node over two subtrees (RFC 9162, section 2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(NODE, left, right);
}

/** Root of the tree without leaves (RFC 9162, section 2.1.1). */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));
