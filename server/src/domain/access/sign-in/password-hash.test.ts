import assert from 'node:assert/strict';
import { argon2Sync, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { secretsFrom } from '../../../platform/config/secrets.ts';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './password-hash.ts';

const secrets = secretsFrom(Buffer.alloc(32, 7));
const PASSWORD = '河边三只白鹅在下棋 café';

test('a password is known again, another is not, and no two hashes are alike', async () => {
  const [first, second] = [await hashPassword(secrets, PASSWORD), await hashPassword(secrets, PASSWORD)];
  assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(first, second);
  assert.equal(await verifyPassword(secrets, PASSWORD.normalize('NFD'), first), 'yes');
  assert.equal(await verifyPassword(secrets, `${PASSWORD} `, first), 'no');
  assert.equal(await verifyPassword(secrets, PASSWORD, NOBODYS_HASH), 'no');
});

test('a copy of the database without the key of the installation opens nothing', async () => {
  const hash = await hashPassword(secrets, PASSWORD);
  assert.equal(await verifyPassword(secretsFrom(Buffer.alloc(32, 8)), PASSWORD, hash), 'no');
});

test('a hash of yesterday is taken and to be made again; one that asks too much of the machine is not even tried', async () => {
  const message = createHmac('sha256', secrets.derive('passwords')).update(PASSWORD).digest();
  const nonce = Buffer.alloc(16, 1);
  const tag = argon2Sync('argon2id', { message, nonce, parallelism: 1, tagLength: 32, memory: 8_192, passes: 3 });
  const text = (memory: number) =>
    `$argon2id$v=19$m=${memory},t=3,p=1$${[nonce, tag].map((bytes) => bytes.toString('base64').replace(/=+$/, '')).join('$')}`;
  assert.equal(await verifyPassword(secrets, PASSWORD, text(8_192)), 'again');
  await assert.rejects(verifyPassword(secrets, PASSWORD, text(9_000_000)), /within our bounds/);
});
