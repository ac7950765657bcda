import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { composeUscc } from '../kernel/codes.ts';
import { runProgram } from './program.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const MARKET = composeUscc('11990100', 'MB100001');
/** Root's PostgreSQL user must pass through the folder. */
const PASSABLE = 0o711;
const INVITATION = /^(http:\/\/127\.0\.0\.1:\d+)\/invitations\/[\w-]{43}$/m;
const READY = /^gongxin ready on (http:\/\/127\.0\.0\.1:\d+)\n$/;

const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, ...environment } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'gongxin-serve-'));
chmodSync(folder, PASSABLE);
const dataDir = join(folder, 'data');

type Started = { child: ChildProcess; said: { out: string; err: string }; ended: Promise<number | null> };
function start(argv: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [MAIN, ...argv, '--data', dataDir], { env: { ...environment, ...env } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  return { child, said, ended: once(child, 'close').then(([code]) => code as number | null) };
}
/** Inside this process, which to the server's is another one all the same: starting Node would take most of the time. */
async function command(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const exit = await runProgram([...argv, '--data', dataDir], {
    out: (line) => (said.out += `${line}\n`),
    err: (line) => (said.err += `${line}\n`),
    env: environment,
  });
  return { exit, ...said };
}
async function serving(): Promise<Started & { base: string }> {
  const started = start(['serve', '--port', '0']);
  while (!READY.test(started.said.out)) {
    assert.equal(started.child.exitCode, null, started.said.err);
    await Promise.race([once(started.child.stdout as NodeJS.ReadableStream, 'data'), started.ended]);
  }
  return { ...started, base: READY.exec(started.said.out)?.[1] ?? '' };
}

let server: Awaited<ReturnType<typeof serving>>;
before(async () => {
  server = await serving();
});
after(async () => {
  if (server.child.exitCode === null) server.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const status = async (path: string, key?: string) => {
  const init = key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } };
  return (await fetch(server.base + path, init)).status;
};

test('a server on an empty folder is ready: database, migrations, catalogue, description and numbers', async () => {
  assert.equal(await status('/readyz'), 200);
  const document = await (await fetch(`${server.base}/api/openapi.json`)).json();
  assert.equal((document as { openapi: string }).openapi, '3.1.0');
  const { categories } = (await (await fetch(`${server.base}/api/v1/catalogue/categories`)).json()) as {
    categories: { code: string }[];
  };
  assert.ok(categories.some(({ code }) => code === 'penalty'));
  assert.match(
    await (await fetch(`${server.base}/metrics`)).text(),
    /gongxin_http_requests_total\{method="GET",route="\/readyz",status="200"\} 1/,
  );
});

test('the first start says where the first administrator sets a password, and only beside the one line on stdout', async () => {
  // Said before the ready line, but by another pipe, which may be read after it.
  const { stderr } = server.child;
  while (!INVITATION.test(server.said.err)) await once(stderr as NodeJS.ReadableStream, 'data');
  const link = INVITATION.exec(server.said.err);
  assert.equal(link?.[1], server.base);
  const page = await fetch(link?.[0] ?? '');
  assert.equal(page.status, 200);
  assert.match(await page.text(), /您的登录名是 <strong>admin<\/strong>/);
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
  assert.match(page.headers.get('x-robots-tag') ?? '', /noindex/);
  assert.ok(!server.said.err.includes('"url"'), 'no line of the log holds an address');
});

test('commands work beside the server, and a key they issue opens it until they revoke it', async () => {
  const early = await command('apikey', 'create', '--agency', MARKET, '--scopes', 'intake', '--json');
  assert.equal(early.exit, 2);
  assert.equal(JSON.parse(early.out).refused, 'unknown-agency');

  const added = await command(
    'agency',
    'add',
    MARKET,
    '青禾市市场监督管理局',
    '--categories',
    'registration,penalty',
    '--json',
  );
  assert.equal(added.exit, 0, added.err);
  assert.deepEqual(JSON.parse(added.out), {
    uscc: MARKET,
    name: '青禾市市场监督管理局',
    region: '990100',
    created: true,
    releases: { registration: 'direct', penalty: 'reviewed' },
  });
  const unknown = await command('agency', 'add', MARKET, '青禾市市场监督管理局', '--categories', 'weather');
  assert.deepEqual([unknown.exit, unknown.out], [2, '']);

  const created = await command('apikey', 'create', '--agency', MARKET, '--scopes', 'intake');
  assert.equal(created.exit, 0, created.err);
  const key = created.out.trim();
  const batch = '/api/v1/intake/batches/00000000-0000-0000-0000-000000000000';
  assert.equal(await status(batch), 401);
  assert.notEqual(await status(batch, key), 401);

  const revoked = await command('apikey', 'revoke', key.split('_')[1] ?? '');
  assert.equal(revoked.exit, 0, revoked.err);
  let last = 0;
  for (let attempt = 0; attempt < 50 && last !== 401; attempt++) {
    last = await status(batch, key);
    await pause(100);
  }
  assert.equal(last, 401);
});

test('a port that is taken is said so, and ends only the newcomer', async () => {
  const port = new URL(server.base).port;
  const { said: second, ended } = start(['serve', '--port', port]);
  assert.deepEqual([await ended, second.out], [1, '']);
  assert.match(second.err, new RegExp(`端口 ${port} 已被占用`));
  assert.equal(await status('/readyz'), 200);
});

test('told to stop, the server ends by itself with 0 and starts again on the same data', async () => {
  server.child.kill('SIGTERM');
  assert.equal(await server.ended, 0);
  assert.match(server.said.out, READY, 'one line on stdout and no more');
  server = await serving();
  const again = await command(
    'agency',
    'add',
    MARKET,
    '青禾市市场监督管理局',
    '--categories',
    'registration',
    '--json',
  );
  assert.equal(JSON.parse(again.out).created, false);
  server.child.kill('SIGINT');
  assert.equal(await server.ended, 0);
});
