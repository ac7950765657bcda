import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type Environment, type Flags, readConfig } from './config.ts';

const read = (flags: Flags = {}, env: Environment = {}) => readConfig(flags, env, { dataDir: './data' });

test('without settings the platform listens on this machine alone and keeps its data beside it', () => {
  assert.deepEqual(read(), {
    dataDir: resolve('data'),
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    trustProxy: [],
    webhookNetworks: [],
    rateFactor: 1,
  });
});

test('a flag goes before the environment', () => {
  const env = { GONGXIN_PORT: '1', DATABASE_URL: 'postgres://env/db', DATABASE_OWNER_URL: 'postgresql://owner/db' };
  const config = read({ port: '0', 'database-url': 'postgres://flag/db' }, env);
  assert.ok(!('refused' in config));
  assert.deepEqual(
    [config.port, config.databaseUrl, config.ownerUrl],
    [0, 'postgres://flag/db', 'postgresql://owner/db'],
  );
});

test('a setting out of its bounds is refused with its name, and no password is repeated', () => {
  const wrong: [Flags, Environment, RegExp][] = [
    [{ port: '65536' }, {}, /--port/],
    [{ port: '-1' }, {}, /--port/],
    [{ port: '8e3' }, {}, /--port/],
    [{ 'log-level': 'loud' }, {}, /--log-level/],
    [{}, { GONGXIN_RATE_FACTOR: '-1' }, /RATE_FACTOR/],
    [{}, { GONGXIN_RATE_FACTOR: 'fast' }, /RATE_FACTOR/],
    [{}, { DATABASE_URL: 'mysql://u:secret@h/db' }, /DATABASE_URL/],
    [{}, { GONGXIN_BASE_URL: 'https://u:secret@credit.example.cn' }, /BASE_URL/],
    [{}, { GONGXIN_BASE_URL: 'https://credit.example.cn/portal' }, /BASE_URL/],
    [{}, { GONGXIN_BASE_URL: 'credit.example.cn' }, /BASE_URL/],
    [{}, { DATABASE_OWNER_URL: 'secret' }, /DATABASE_OWNER_URL/],
    [{}, { GONGXIN_SMTP_URL: 'smtp://mail.example.cn' }, /MAIL_FROM/],
    [{}, { GONGXIN_MAIL_FROM: 'a@example.cn' }, /SMTP_URL/],
    [{}, { GONGXIN_SMTP_URL: 'smtp://mail.example.cn', GONGXIN_MAIL_FROM: 'secret' }, /MAIL_FROM/],
    [{}, { GONGXIN_SMTP_URL: 'http://u:secret@mail.example.cn', GONGXIN_MAIL_FROM: 'a@example.cn' }, /SMTP_URL/],
    [{}, { GONGXIN_SMTP_URL: 'smtp://u:secret%@mail.example.cn', GONGXIN_MAIL_FROM: 'a@example.cn' }, /SMTP_URL/],
    [{}, { GONGXIN_WEBHOOK_NETWORKS: '10.0.0.0' }, /WEBHOOK_NETWORKS/],
    [{}, { GONGXIN_WEBHOOK_NETWORKS: '10.0.0.0/33' }, /WEBHOOK_NETWORKS/],
    [{}, { GONGXIN_TRUST_PROXY: Array(21).fill('10.0.0.1').join(',') }, /TRUST_PROXY/],
  ];
  for (const [flags, env, sentence] of wrong) {
    const config = read(flags, env);
    assert.ok('refused' in config, JSON.stringify([flags, env]));
    assert.match(config.message, sentence);
    assert.doesNotMatch(config.message, /secret/);
  }
});
