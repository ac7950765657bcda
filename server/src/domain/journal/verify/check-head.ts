import { type Head, type HeadRow, headOf } from '../heads/head.ts';
import { headText } from '../heads/head-text.ts';
import { isSignedBy, keyIdOf, type PublicKey } from '../heads/signing-keys.ts';
import { broken } from './broken.ts';
import type { KeyRow } from './source.ts';

/** Whether a signed head is the one of the recomputed tree, signed by keys that whoever verifies trusts. */
export function checkHead(row: HeadRow, root: Buffer, trusted: readonly PublicKey[]): void {
  const head = headOf(row);
  const where = { treeSize: head.treeSize };
  if (!head.root.equals(root)) throw broken('root', `大小为 ${head.treeSize} 的签名树头与重新计算的根不符`, where);
  checkSignatures(head, trusted);
}

export function checkSignatures(head: Head, trusted: readonly PublicKey[]): void {
  const where = { treeSize: head.treeSize };
  const text = headText(head);
  const signatures = [
    { keyId: head.keyId, signature: head.signature, algorithm: 'ed25519' },
    ...(head.sm2 === null ? [] : [{ ...head.sm2, algorithm: 'sm2' }]),
  ];
  for (const { keyId, signature, algorithm } of signatures) {
    const key = trusted.find((one) => one.keyId === keyId && one.algorithm === algorithm);
    if (key === undefined) {
      const said = `大小为 ${head.treeSize} 的树头由未知密钥 ${keyId} 签署；如系从前使用的密钥，请用 --key 指明其公钥`;
      throw broken('key', said, where);
    }
    if (!isSigned(key, text, signature)) {
      throw broken('signature', `大小为 ${head.treeSize} 的树头的签名（密钥 ${keyId}）无效`, where);
    }
  }
}

/** The table of keys is for readers; still each must be the one its id says. */
export function checkKey({ key_id, algorithm, public_key }: KeyRow): void {
  if (keyIdOf(algorithm, public_key) !== key_id) throw broken('key', `公钥 ${key_id} 与其编号不符`);
}

/** A library may throw at a signature that is no point of its curve: that is a no. */
function isSigned(key: PublicKey, text: string, signature: Buffer): boolean {
  try {
    return isSignedBy(key, text, signature);
  } catch {
    return false;
  }
}
