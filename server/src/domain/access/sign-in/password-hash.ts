import { argon2, createHmac, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secrets } from '../../../platform/config/secrets.ts';
import { sameSecret } from '../key-text.ts';
import { normalisePassword } from './password-rule.ts';

/** Argon2id (RFC 9106) as OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes (ASVS 5.0, 11.4.2). */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
/** What a stored hash may ask of this machine at most; Node hashes four at a time. */
const MEMORY_AT_MOST = 262_144;
const PASSES_AT_MOST = 10;
const PARALLELISM_AT_MOST = 4;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const TEXT = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

type Parameters = { memory: number; passes: number; parallelism: number };
type Hashed = Parameters & { salt: Buffer; tag: Buffer };
const derive = promisify(argon2);

export async function hashPassword(secrets: Secrets, password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return textOf({ ...PARAMETERS, salt, tag: await tagOf(secrets, password, salt, PARAMETERS) });
}

/** `again`: right, but hashed as nobody hashes any more. */
export async function verifyPassword(
  secrets: Secrets,
  password: string,
  text: string,
): Promise<'no' | 'yes' | 'again'> {
  const hashed = read(text);
  if (hashed === undefined) throw new Error('a stored password is Argon2id within our bounds');
  const tag = await tagOf(secrets, password, hashed.salt, hashed);
  if (!sameSecret(tag, hashed.tag)) return 'no';
  const { memory, passes, parallelism } = hashed;
  const current =
    memory === PARAMETERS.memory && passes === PARAMETERS.passes && parallelism === PARAMETERS.parallelism;
  return current ? 'yes' : 'again';
}

/** Compared with where nobody has that login, so that the answer takes as long (ASVS 5.0, 6.3.8). Nothing hashes to it. */
export const NOBODYS_HASH = textOf({ ...PARAMETERS, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) });

/** The password goes through the installation's key first: a copy of the database alone is nothing to guess on. */
function tagOf(secrets: Secrets, password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  const message = createHmac('sha256', secrets.derive('passwords')).update(normalisePassword(password)).digest();
  return derive('argon2id', { message, nonce: salt, tagLength: TAG_BYTES, ...parameters });
}

function textOf({ memory, passes, parallelism, salt, tag }: Hashed): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function read(text: string): Hashed | undefined {
  const [, memory, passes, parallelism, salt, tag] = TEXT.exec(text) ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  const hashed = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
  const bounded =
    hashed.memory <= MEMORY_AT_MOST && hashed.passes <= PASSES_AT_MOST && hashed.parallelism <= PARALLELISM_AT_MOST;
  return bounded ? hashed : undefined;
}
