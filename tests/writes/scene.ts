import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServer } from '../../server/src/app.ts';
import { createApiKey } from '../../server/src/domain/access/index.ts';
import { openLyingProvider } from '../../server/src/domain/access/oidc/lying-provider-fixture.ts';
import { CLIENT } from '../../server/src/domain/access/oidc/real-provider-fixture.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { SCOPES } from '../../server/src/platform/http/caller.ts';
import { openCity } from '../journeys/city.ts';
import { signIn } from '../sign-in.ts';
import type { Scene } from './example.ts';

/** The identity provider of this city through which officials sign in. */
export const STAFF_PROVIDER = 'staff';

export async function openScene(): Promise<Scene & { close(): Promise<void> }> {
  // writing routes only send people to it, so that it need tell no truth
  const provider = await openLyingProvider();
  const folder = mkdtempSync(join(tmpdir(), 'gongxin-writes-'));
  const city = await openCity({
    env: {
      GONGXIN_OIDC_FILE: providersIn(folder, provider.issuer),
      // no job runs here, so that nothing is mailed
      GONGXIN_SMTP_URL: 'smtp://127.0.0.1:1',
      GONGXIN_MAIL_FROM: 'notice@credit.example.cn',
    },
  });
  const { system } = city;
  const server = buildServer(system);
  return {
    city,
    server,
    as: async (role, agency, accountId, subjectId) =>
      (
        await signIn(system, {
          role,
          ...(agency === undefined ? {} : { agency }),
          ...(accountId === undefined ? {} : { accountId }),
          ...(subjectId === undefined ? {} : { subjectId }),
        })
      ).headers,
    key: async (agency) => {
      const made = await write(system.pool, system.clock, (trx, now) =>
        createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency, scopes: [...SCOPES] }),
      );
      assert.ok(!isRefusal(made));
      return { authorization: `Bearer ${made.key}` };
    },
    close: async () => {
      await server.close();
      await city.close();
      await provider.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function providersIn(folder: string, issuer: string): string {
  const { id: clientId, secret } = CLIENT;
  writeFileSync(join(folder, 'secret'), `${secret}\n`);
  const staff = { id: STAFF_PROVIDER, name: '政务统一认证', kind: 'staff', issuer, loginClaim: 'login' };
  const file = join(folder, 'oidc.json');
  writeFileSync(file, JSON.stringify({ providers: [{ ...staff, clientId, clientSecretFile: 'secret' }] }));
  return file;
}
