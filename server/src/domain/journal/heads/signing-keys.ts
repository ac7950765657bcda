import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sm2 } from 'sm-crypto-v2';
import type { Config } from '../../../platform/config/config.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import { sha256 } from '../tree/hashes.ts';
import { LOG_NAME } from './head-text.ts';

export type Algorithm = 'ed25519' | 'sm2';

/** A key as everybody may have it. Ed25519: the 32 bytes of RFC 8032; SM2: the point, 65 bytes from 04 on. */
export type PublicKey = { keyId: string; algorithm: Algorithm; publicKey: Buffer };
export type SigningKey = PublicKey & { sign: (text: string) => Buffer };
export type JournalKeys = {
  ed25519: SigningKey;
  sm2?: SigningKey;
  /** Keys whose signatures of the past this installation vouches for as well. */
  earlier: PublicKey[];
};
export type KeyRefusal = { refused: 'bad-key-file'; message: string };

const KEY_ID_BYTES = 8;
/** What precedes the 32 bytes of a private key in PKCS #8, of a public key in SubjectPublicKeyInfo (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** GM/T 0009, section 10: the identity of a signer who has agreed on no other. */
const SM2_USER_ID = '1234567812345678';
/** OID 1.2.156.10197.1.301, by which DER says that a key is of the curve of SM2. */
const SM2_OID = '06082a811ccf5501822d';
/** Within PKCS #8: an ECPrivateKey (RFC 5915) of version 1 with its 32 bytes. OpenSSL reads the key but cannot name it. */
const SM2_SCALAR = new RegExp(`${SM2_OID}.*?0201010420([0-9a-f]{64})`);
const SM2_POINT_BYTES = 65;

/** What stands for the algorithm in a key's id: 1 is Ed25519, 255 a kind with a name of its own (C2SP signed-note). */
const KIND: Record<Algorithm, Buffer> = {
  ed25519: Buffer.of(1),
  sm2: Buffer.concat([Buffer.of(255), Buffer.from('sm2-sm3')]),
};

/**
 * First eight bytes, in hexadecimal, of the SHA-256 over the name of the log, a line feed, the kind and the public key;
 * the first four of them are the key id of C2SP signed-note.
 */
export function keyIdOf(algorithm: Algorithm, publicKey: Uint8Array): string {
  return sha256(Buffer.from(`${LOG_NAME}\n`), KIND[algorithm], publicKey).toString('hex', 0, KEY_ID_BYTES);
}

/** The keys that sign heads: the installation's own, or those of the files named in the settings. */
export function openJournalKeys(
  config: Pick<Config, 'journalKeyFile' | 'sm2KeyFile'>,
  secrets: Secrets,
): JournalKeys | KeyRefusal {
  const derived = ed25519Key(
    createPrivateKey({
      key: Buffer.concat([PRIVATE_PREFIX, secrets.derive('journal head')]),
      format: 'der',
      type: 'pkcs8',
    }),
  );
  try {
    const named = config.journalKeyFile === undefined ? undefined : ed25519Key(privateKeyIn(config.journalKeyFile));
    const second = config.sm2KeyFile === undefined ? undefined : sm2Key(sm2ScalarIn(config.sm2KeyFile));
    return {
      ed25519: named ?? derived,
      ...(second === undefined ? {} : { sm2: second }),
      earlier: named === undefined ? [] : [publicPart(derived)],
    };
  } catch (error) {
    const path = (error as { path?: string }).path;
    const why = path === undefined ? '内容不是可用的私钥' : `文件 ${path} 无法读取`;
    return {
      refused: 'bad-key-file',
      message: `日志签名密钥无法使用：${why}。请核对 GONGXIN_JOURNAL_KEY_FILE（PEM 格式的 Ed25519 私钥）和 GONGXIN_SM2_KEY_FILE（PEM 格式的 SM2 私钥，或 64 位十六进制数字）。`,
    };
  }
}

/** Whose signatures this installation believes without being told. */
export function trustedKeys({ ed25519, sm2: second, earlier }: JournalKeys): PublicKey[] {
  return [ed25519, ...(second === undefined ? [] : [second]), ...earlier].map(publicPart);
}

/** Reads a public key from PEM; undefined where it is none of ours. */
export function publicKeyFrom(pem: string): PublicKey | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    return undefined;
  }
  if (key.asymmetricKeyType === 'ed25519') return publicPart(ed25519Public(key));
  const spki = key.export({ format: 'der', type: 'spki' });
  if (!spki.toString('hex').includes(SM2_OID)) return undefined;
  const publicKey = spki.subarray(-SM2_POINT_BYTES);
  return { keyId: keyIdOf('sm2', publicKey), algorithm: 'sm2', publicKey };
}

/** Whether the signature is this key's over the text. */
export function isSignedBy({ algorithm, publicKey }: PublicKey, text: string, signature: Buffer): boolean {
  if (algorithm === 'sm2') {
    return sm2.doVerifySignature(
      new Uint8Array(Buffer.from(text)),
      signature.toString('hex'),
      publicKey.toString('hex'),
      {
        hash: true,
        userId: SM2_USER_ID,
      },
    );
  }
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, signature);
}

function publicPart({ keyId, algorithm, publicKey }: PublicKey): PublicKey {
  return { keyId, algorithm, publicKey };
}

function ed25519Key(key: KeyObject): SigningKey {
  return { ...ed25519Public(createPublicKey(key)), sign: (text) => sign(null, Buffer.from(text), key) };
}

function ed25519Public(key: KeyObject): PublicKey {
  const publicKey = key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length);
  return { keyId: keyIdOf('ed25519', publicKey), algorithm: 'ed25519', publicKey };
}

function privateKeyIn(path: string): KeyObject {
  const key = createPrivateKey(readFileSync(path, 'utf8'));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('no Ed25519 key');
  return key;
}

function sm2Key(scalar: string): SigningKey {
  const point = sm2.getPublicKeyFromPrivateKey(scalar);
  const publicKey = Buffer.from(point, 'hex');
  return {
    keyId: keyIdOf('sm2', publicKey),
    algorithm: 'sm2',
    publicKey,
    sign: (text) =>
      Buffer.from(
        sm2.doSignature(new Uint8Array(Buffer.from(text)), scalar, {
          hash: true,
          publicKey: point,
          userId: SM2_USER_ID,
        }),
        'hex',
      ),
  };
}

function sm2ScalarIn(path: string): string {
  const text = readFileSync(path, 'utf8').trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const pkcs8 = createPrivateKey(text).export({ format: 'der', type: 'pkcs8' }).toString('hex');
  const scalar = SM2_SCALAR.exec(pkcs8)?.[1];
  if (scalar === undefined) throw new Error('no SM2 key');
  return scalar;
}
