import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}$/;
const OWNER_READS_AND_WRITES = 0o600;

/** Keys for single purposes, all from one secret: losing one of them tells nothing about the others. */
export type Secrets = { derive: (purpose: string) => Buffer };

export type SecretPlace = { dataDir: string; keyFile?: string };
export type SecretsRefusal = { refused: 'bad-key-file'; message: string };

/** The name of the file in the data folder, and in a backup wherever it lies. */
export const SECRET_FILE = 'secret.key';

export function secretPath({ dataDir, keyFile }: SecretPlace): string {
  return keyFile ?? join(dataDir, SECRET_FILE);
}

/** The same as `openSecrets`, but never makes a secret: for who only looks. */
export function findSecrets(options: SecretPlace): Secrets | SecretsRefusal {
  return openSecrets({ ...options, keyFile: secretPath(options) });
}

/**
 * Opens the installation's secret, or makes it at the first start. It lies in a file of its own (64 hexadecimal digits)
 * and not in the database: a copy of the database alone opens nothing.
 */
export function openSecrets(options: SecretPlace): Secrets | SecretsRefusal {
  const path = secretPath(options);
  const text = readKey(path) ?? (options.keyFile === undefined ? createKey(path) : undefined);
  if (text === undefined) return badKeyFile(`密钥文件 ${path} 不存在。请放回备份的密钥文件,或改正 GONGXIN_KEY_FILE。`);
  if (!KEY_TEXT.test(text)) return badKeyFile(`密钥文件 ${path} 的内容应为 64 位十六进制数字。请放回备份的密钥文件。`);
  return secretsFrom(Buffer.from(text, 'hex'));
}

/** The secret in the bytes of its file, as a backup brings them. */
export function secretsIn(file: Buffer): Secrets {
  return secretsFrom(Buffer.from(file.toString('utf8').trim(), 'hex'));
}

export function secretsFrom(key: Buffer): Secrets {
  return {
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `gongxin:${purpose}`, KEY_BYTES)),
  };
}

function readKey(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written aside and linked into place: of two processes starting together one wins, and nobody reads half a key. */
function createKey(path: string): string | undefined {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, {
    mode: OWNER_READS_AND_WRITES,
    flag: 'wx',
    flush: true,
  });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readKey(path);
}

function badKeyFile(message: string): SecretsRefusal {
  return { refused: 'bad-key-file', message };
}
