import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { findings, overflow } from './axe.ts';
import { openChromium } from './chromium.ts';
import { openPortal, pagesOf, type RunningPortal } from './portal.ts';

const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };
/** One page with each kind of content: axe takes most of the time, and every page has it once. */
const OF_EACH_KIND = ['home', 'search', 'subject', 'publicity', 'list', 'guide-repair'];

let portal: RunningPortal;
let browser: Browser;
let closeBrowser: () => Promise<void>;

before(async () => {
  ({ browser, close: closeBrowser } = await openChromium());
  portal = await openPortal();
});
after(async () => {
  await closeBrowser?.();
  await portal?.close();
});

/** A page in a browser profile of its own, which complains of whatever the console would. */
async function newPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page & { complaints: string[] }> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: WIDE, ...options });
  const page = Object.assign(await context.newPage(), { complaints: [] as string[] });
  page.on('console', (message) => {
    // The browser reports a page that is rightly not there as a failed resource.
    if (message.type() === 'error' && !message.text().includes('404')) page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(error.message));
  return page;
}

test('on a narrow screen no page scrolls sideways, axe finds nothing serious, and the policy of the page is kept', async () => {
  const page = await newPage({ viewport: NARROW });
  for (const [name, path] of pagesOf(portal.city)) {
    await page.goto(portal.address + path);
    assert.equal(await overflow(page), 0, name);
    assert.deepEqual(await findings(page), [], name);
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('on a wide screen, where tables are tables, the same holds', async () => {
  const page = await newPage();
  for (const [name, path] of pagesOf(portal.city)) {
    await page.goto(portal.address + path);
    assert.equal(await overflow(page), 0, name);
    if (OF_EACH_KIND.includes(name)) assert.deepEqual(await findings(page), [], name);
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('large text and high contrast are kept by the browser from page to page, and are as accessible', async () => {
  const page = await newPage({ viewport: NARROW });
  await page.goto(`${portal.address}/about`);
  await page.getByRole('link', { name: '高对比度' }).click();
  await page.getByRole('link', { name: '大字版' }).click();
  assert.equal(new URL(page.url()).pathname, '/about');
  for (const [name, path] of pagesOf(portal.city)) {
    await page.goto(portal.address + path);
    assert.equal(await page.locator('html').getAttribute('class'), 'text-large contrast-high', name);
    assert.equal(await overflow(page), 0, name);
    if (OF_EACH_KIND.includes(name)) assert.deepEqual(await findings(page), [], name);
  }
  await page.getByRole('link', { name: '标准对比度' }).click();
  assert.equal(await page.locator('html').getAttribute('class'), 'text-large');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('without JavaScript one searches, pages, filters and reads an organisation', async () => {
  const page = await newPage({ javaScriptEnabled: false });
  const { busy } = portal.city;
  await page.goto(portal.address);
  await page.getByLabel('输入企业或组织的名称').fill('恒泰');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText(/找到 \d+ 家/).waitFor();
  assert.equal(await page.locator('.hits mark').first().textContent(), '恒泰');
  const first = await page.locator('.hits h2').first().textContent();
  await page.getByRole('link', { name: '下一页' }).click();
  assert.notEqual(await page.locator('.hits h2').first().textContent(), first);

  await page.goto(`${portal.address}/search?q=${busy.code.toLowerCase()}`);
  await page.locator('.hits a').first().click();
  assert.equal(await page.locator('h1').textContent(), busy.name);
  assert.match(
    (await page.locator('.summary').textContent()) ?? '',
    /现公示 行政许可 15 项、行政处罚 1 项.*未列入严重失信主体名单（截至2026年11月20日）/,
  );
  await page.getByRole('link', { name: /看全部 15 项/ }).click();
  assert.equal(await page.locator('.item').count(), 15);

  await page.goto(`${portal.address}/publicity?kind=penalty`);
  await page.getByLabel('部门', { exact: true }).selectOption({ label: '青禾市市场监督管理局' });
  await page.getByRole('button', { name: '筛选' }).click();
  assert.deepEqual(
    [...new Set(await page.locator('td[data-name="决定机关"]').allTextContents())],
    ['青禾市市场监督管理局'],
  );
  await page.context().close();
});

test('by keyboard alone one skips to the content, reaches the search and sees where one is', async () => {
  const page = await newPage();
  await page.goto(portal.address);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.textContent'), '跳到正文');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.id'), 'q');
  assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
  await page.keyboard.type('qh');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=qh/);
  await page.context().close();
});

test('a copied code is the code, although it is shown in groups', async () => {
  const page = await newPage();
  await page.goto(`${portal.address}/subjects/${portal.city.busy.code}`);
  const copied = await page.evaluate<string>(`(() => {
    getSelection().selectAllChildren(document.querySelector('.subject .code'));
    return getSelection().toString();
  })()`);
  assert.equal(copied, portal.city.busy.code);
  await page.context().close();
});
