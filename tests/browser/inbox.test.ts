import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { makeStaff, PASSWORD } from '../../server/src/domain/access/office-fixture.ts';
import { codeOf, notice, type Office, openPostOffice, say } from '../../server/src/domain/messages/messages-fixture.ts';
import { AGENCIES } from '../cast.ts';
import { listening } from '../system.ts';
import { findings, overflow } from './axe.ts';
import { openChromium } from './chromium.ts';

const NARROW = { width: 390, height: 844 };
/** Set to keep a picture of each page. */
const PICTURES = process.env.GONGXIN_PICTURES;

let office: Office;
let address: string;
let browser: Browser;
let closeBrowser: () => Promise<void>;
before(async () => {
  ({ browser, close: closeBrowser } = await openChromium());
  // a server nobody asks: no job runs here
  office = await openPostOffice({ url: 'smtp://127.0.0.1:1' });
  address = await listening(office.server);
});
after(async () => {
  await closeBrowser?.();
  await office?.close();
});

/** As a person finds a page: its title, nothing serious for a screen reader, nothing that scrolls sideways. */
async function reads(page: Page, heading: string, picture: string): Promise<void> {
  assert.equal(await page.locator('h1').textContent(), heading);
  assert.deepEqual(await findings(page), [], heading);
  assert.equal(await overflow(page), 0, heading);
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${picture}.png`, fullPage: true });
}

test('an official finds the messages, reads one, and confirms a mail address, with forms alone', async () => {
  for (let n = 1; n <= 22; n++) await say(office, notice(String(n), { agency: AGENCIES.credit.code }));
  // newer than all of them, and so on the first page
  office.clock.now = new Date(office.clock.now.getTime() + 60_000);
  await say(office, {
    to: { agency: AGENCIES.credit.code },
    template: 'repairable',
    blanks: { records: '青环罚〔2026〕3号：2026-12-01 起可以申请，尚缺整改证明\n青市监罚〔2026〕8号：现在即可申请' },
    key: 'weekly',
  });
  const accountId = await makeStaff(office, 'bailu', { role: 'clerk' });
  const page = await browser.newPage({ locale: 'zh-CN', viewport: NARROW });
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('登录名').fill('bailu');
  await page.getByLabel('口令').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '我的消息' }).click();
  await reads(page, '我的消息', 'inbox');
  assert.equal(await page.locator('.tag').count(), 20);
  await page.getByRole('link', { name: '信用修复提醒' }).click();
  await reads(page, '信用修复提醒', 'inbox-message');
  assert.match((await page.locator('main').textContent()) ?? '', /青市监罚〔2026〕8号：现在即可申请/);
  await page.getByRole('link', { name: '回到我的消息' }).click();
  assert.equal(await page.locator('.tag').count(), 19);
  await page.getByRole('link', { name: '更早的消息' }).click();
  assert.equal(await page.locator('.rows li').count(), 3);

  await page.getByRole('link', { name: '回到第一页' }).click();
  await page.getByLabel('邮件地址').fill('not an address');
  await page.getByRole('button', { name: '发送验证码' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /格式不正确/);
  await page.getByLabel('邮件地址').fill('zhao@example.cn');
  await page.getByRole('button', { name: '发送验证码' }).click();
  await reads(page, '我的消息', 'inbox-waiting');
  assert.equal(new URL(page.url()).search, '', 'no address in an address');
  await page.getByLabel(/的验证码$/).fill(await codeOf(office, accountId));
  await page.getByRole('button', { name: '确认地址' }).click();
  assert.match((await page.locator('main').textContent()) ?? '', /提醒发往 z\*\*\*@example\.cn/);
  await page.getByRole('button', { name: /删除邮件地址/ }).click();
  assert.match((await page.locator('main').textContent()) ?? '', /没有确认的邮件地址/);
  await page.close();
});

test('whoever follows the link of a mail without being signed in is shown the way in', async () => {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: NARROW });
  const answer = await page.goto(`${address}/account/messages`);
  assert.ok(answer !== null);
  assert.ok(answer.url().endsWith('/sign-in') || answer.status() === 401);
  assert.ok((await page.getByRole('link', { name: '登录' }).count()) > 0);
  await page.close();
});
