import assert from 'node:assert/strict';
import { program } from './binaries.ts';
import { finish } from './child.ts';
import { SUPERUSER } from './create.ts';
import { type Keys, newKeys, writeKeys } from './keys.ts';
import type { Placement } from './placement.ts';

const SINGLE_USER_TIMEOUT_MS = 600_000;

/**
 * The key file is lost, but whoever holds the cluster's files needs no key: PostgreSQL's single-user mode sets a new
 * password. The cluster must not be running.
 */
export async function resetSuperuser({ binaries, clusterDir, account }: Placement, keysFile: string): Promise<Keys> {
  const keys = newKeys();
  // The key's alphabet (base64url) holds no quote.
  const statement = `ALTER ROLE ${SUPERUSER} PASSWORD '${keys.superuser}'\n`;
  const args = ['--single', '-D', clusterDir, '-c', 'password_encryption=scram-sha-256', 'postgres'];
  const { code, output } = await finish(program(binaries, 'postgres'), args, {
    account,
    input: statement,
    timeoutMs: SINGLE_USER_TIMEOUT_MS,
  });
  assert.equal(code, 0, `single-user mode failed: ${output}`);
  writeKeys(keysFile, keys);
  return keys;
}
