import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { buildServer } from '../../server/src/app.ts';
import { firstAdministrator, invitationLink } from '../../server/src/domain/access/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { listening, type TestSystem, testSystem } from '../system.ts';
import { findings, overflow } from './axe.ts';
import { openChromium } from './chromium.ts';

const PASSWORD = '河边三只白鹅在下棋看日落';
const NARROW = { width: 390, height: 844 };

let at: TestSystem;
let server: FastifyInstance;
let address: string;
let browser: Browser;
let closeBrowser: () => Promise<void>;

before(async () => {
  ({ browser, close: closeBrowser } = await openChromium());
  at = await testSystem({ env: { GONGXIN_RATE_FACTOR: '0' } });
  server = buildServer(at.system);
  address = await listening(server);
});
after(async () => {
  await closeBrowser?.();
  await server?.close();
  await at?.close();
});

/** As a person finds a page: its title, nothing serious for a screen reader, nothing that scrolls sideways. */
async function reads(page: Page, heading: string): Promise<void> {
  assert.equal(await page.locator('h1').textContent(), heading);
  assert.deepEqual(await findings(page), [], heading);
  assert.equal(await overflow(page), 0, heading);
}

test('the first administrator opens the link, sets a password, binds an authenticator, leaves and comes back, with forms alone', async () => {
  const invited = await write(at.system.pool, at.system.clock, (trx, now) =>
    firstAdministrator(trx, { actor: 'operator:test', purpose: 'start', now }),
  );
  assert.ok(invited !== undefined && !isRefusal(invited));
  const page = await browser.newPage({ locale: 'zh-CN', viewport: NARROW });
  const complaints: string[] = [];
  page.on('console', (message) => {
    // the browser reports what is rightly refused as a failed resource
    if (message.type() === 'error' && !/\b4\d\d\b/.test(message.text())) complaints.push(message.text());
  });

  await page.goto(invitationLink(address, invited.token));
  await reads(page, '设置口令');
  const choose = async (password: string, again: string) => {
    await page.getByLabel('新口令').fill(password);
    await page.getByLabel('再输入一次').fill(again);
    await page.getByRole('button', { name: '设置口令并登录' }).click();
  };
  await choose('password123456', 'password123456');
  assert.match((await page.getByRole('alert').textContent()) ?? '', /过于常见/);
  await reads(page, '设置口令');
  await choose(PASSWORD, `${PASSWORD}x`);
  assert.match((await page.getByRole('alert').textContent()) ?? '', /两次输入的口令不一致/);
  await choose(PASSWORD, PASSWORD);
  await reads(page, '我的账号');
  assert.match((await page.locator('.notice').textContent()) ?? '', /请先在下面绑定验证器/);

  await page.getByRole('button', { name: '绑定验证器' }).click();
  await reads(page, '绑定验证器');
  const key = ((await page.locator('.qr .code').textContent()) ?? '').replaceAll(' ', '');
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  const code = () => totp.generate({ timestamp: at.clock.now.getTime() });
  await page.getByLabel('动态口令').fill('000000');
  await page.getByRole('button', { name: '确认绑定' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /动态口令不正确/);
  await page.getByLabel('动态口令').fill(code());
  await page.getByRole('button', { name: '确认绑定' }).click();
  await reads(page, '恢复码');
  const [recoveryCode = ''] = await page.locator('.codes li').allTextContents();
  await page.getByRole('link', { name: /回到我的账号/ }).click();
  await reads(page, '我的账号');
  assert.equal(await page.locator('.notice').count(), 0);

  await page.getByRole('button', { name: '退出登录' }).click();
  await reads(page, '登录');
  const signIn = async (password: string) => {
    await page.getByLabel('登录名').fill('admin');
    await page.getByLabel('口令').fill(password);
    await page.getByRole('button', { name: '登录' }).click();
  };
  await signIn('turnip lantern oxbow');
  assert.match((await page.getByRole('alert').textContent()) ?? '', /登录名或口令不正确/);
  await signIn(PASSWORD);
  await reads(page, '第二重验证');
  await page.getByText('手机不在身边').click();
  await page.getByLabel('恢复码', { exact: true }).fill(recoveryCode);
  await page.getByRole('button', { name: '用恢复码验证' }).click();
  await reads(page, '我的账号');
  assert.match((await page.getByText('已绑定验证器').textContent()) ?? '', /还有 9 个恢复码/);
  await page.getByRole('button', { name: '结束全部登录，包括这里' }).click();
  await reads(page, '登录');
  await page.goto(`${address}/account`);
  assert.equal(await page.locator('h1').textContent(), '请先登录');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a form of another site ends nobody\u2019s session', async () => {
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }, {}]) {
    const answer = await fetch(`${address}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } as Record<string, string>,
      body: 'login=admin&password=x',
    });
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /不是从本平台的页面发出的/);
  }
});

test('programs send JSON: a form is refused where no page of ours asks for one', async () => {
  const answer = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: 'login=admin&password=x',
  });
  assert.equal(answer.status, 415);
});
