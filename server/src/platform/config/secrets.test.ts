import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openSecrets, type Secrets } from './secrets.ts';

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'gongxin-secrets-'));
  folders.push(path);
  return path;
};
after(() => {
  for (const path of folders) rmSync(path, { recursive: true });
});

function opened(options: Parameters<typeof openSecrets>[0]): Secrets {
  const secrets = openSecrets(options);
  assert.ok(!('refused' in secrets), 'refused');
  return secrets;
}

test('the first start makes a secret only its owner can read, and every later start finds the same', () => {
  const dataDir = folder();
  const first = opened({ dataDir }).derive('person-identifiers');
  assert.deepEqual(opened({ dataDir }).derive('person-identifiers'), first);
  assert.equal(first.length, 32);
  assert.equal(statSync(join(dataDir, 'secret.key')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(dataDir), ['secret.key'], 'no draft is left behind');
  assert.notDeepEqual(opened({ dataDir: folder() }).derive('person-identifiers'), first);
});

test('keys for two purposes share nothing with each other or with the secret', () => {
  const dataDir = folder();
  const secrets = opened({ dataDir });
  const [a, b] = [secrets.derive('files').toString('hex'), secrets.derive('blind-index').toString('hex')];
  const secret = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim();
  assert.equal(new Set([a, b, secret]).size, 3);
});

test('a secret of another form, or one that was promised and is not there, is refused and never made anew', () => {
  const dataDir = folder();
  const keyFile = join(dataDir, 'elsewhere.key');
  const missing = openSecrets({ dataDir, keyFile });
  assert.ok('refused' in missing && missing.message.includes(keyFile));
  writeFileSync(keyFile, 'too short');
  const short = openSecrets({ dataDir, keyFile });
  assert.ok('refused' in short && !short.message.includes('too short'));
  writeFileSync(join(dataDir, 'secret.key'), '');
  assert.ok('refused' in openSecrets({ dataDir }));
  assert.equal(readFileSync(join(dataDir, 'secret.key'), 'utf8'), '');
});
