/** A head as it is signed. */
export type SignedTree = { treeSize: number; root: Buffer /** UTC, six decimals. */; signedAt: string; keyId: string };

/** The name under which every installation signs; the key tells them apart. */
export const LOG_NAME = 'gongxin-journal';

/**
 * The text that is signed, a checkpoint of C2SP (tlog-checkpoint): origin, size, root in Base64, the moment; every line
 * ends with a line feed. The origin names the Ed25519 key, so that a head of one installation is none of another.
 */
export function headText({ treeSize, root, signedAt, keyId }: SignedTree): string {
  return `${LOG_NAME}/${keyId}\n${treeSize}\n${root.toString('base64')}\nsigned-at ${signedAt}\n`;
}
