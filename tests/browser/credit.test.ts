import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { openCaseCity } from '../journeys/case-desk.ts';
import { answer, type CaseCity, objections } from '../journeys/objection-steps.ts';
import { signIn } from '../sign-in.ts';
import { listening } from '../system.ts';
import { findings, overflow } from './axe.ts';
import { openChromium } from './chromium.ts';
import { signedIn } from './signed-in.ts';

/** Set to keep a picture of each page. */
const PICTURES = process.env.GONGXIN_PICTURES;
const { builder } = ORGANISATIONS;
const DOCUMENT = '青税失信〔2026〕1号';

let city: CaseCity;
let steps: ReturnType<typeof objections>;
let record: string;
let address: string;
let browser: Browser;
let closeBrowser: () => Promise<void>;
before(async () => {
  ({ browser, close: closeBrowser } = await openChromium());
  city = await openCaseCity(['builder']);
  steps = objections(city);
  steps.goTo('2026-11-20');
  record = await steps.enter(builder, DOCUMENT);
  address = await listening(city.server);
});
after(async () => {
  await closeBrowser?.();
  await city?.close();
});

async function reads(page: Page, heading: string, picture: string): Promise<void> {
  assert.equal(await page.locator('h1').textContent(), heading);
  assert.deepEqual(await findings(page), [], heading);
  assert.equal(await overflow(page), 0, heading);
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${picture}.png`, fullPage: true });
}

const textOf = async (page: Page, name: string): Promise<string> =>
  (await page.locator(`section[aria-labelledby="${name}"]`).textContent()) ?? '';

test('an organisation sees from when it may repair, objects with a form, and puts its word beside what stays', async () => {
  const { context, page } = await signedIn(browser, city, address, builder.code);
  await page.goto(`${address}/account`);
  await page.getByRole('link', { name: '我的信用' }).click();
  await reads(page, '我的信用', 'credit');
  assert.match(await textOf(page, 'repairs'), /青税失信〔2026〕1号.*自 2027-11-02 起可以申请/);
  assert.match(await textOf(page, 'objections'), /没有提出过异议/);

  await page.getByLabel('应当是什么，理由是什么').fill('   ');
  await page.getByRole('button', { name: '提出异议' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /请写明哪一项有误/);
  await page.getByLabel('哪里有误').selectOption('term');
  await page.getByLabel('应当是什么，理由是什么').fill('决定书载明的期限是一年，不是三年');
  await page.getByRole('button', { name: '提出异议' }).click();
  await reads(page, '我的信用', 'credit-objected');
  assert.match(await textOf(page, 'objections'), /青税失信〔2026〕1号.*已收到，待受理.*核实期间暂停.*2026-11-25/);
  await page.getByLabel('应当是什么，理由是什么').fill('再说一遍');
  await page.getByRole('button', { name: '提出异议' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /正在办理，请勿重复提出/);
  assert.equal(await page.getByLabel('应当是什么，理由是什么').inputValue(), '再说一遍', 'what was typed is not lost');
  await page.getByRole('link', { name: '别人看到的本单位' }).click();
  assert.match((await page.locator('main').textContent()) ?? '', /异议处理中/);

  const { rows } = await city.system.pool.query<{ caseId: string }>('select case_id as "caseId" from objection');
  const caseId = rows[0]?.caseId ?? '';
  const clerk = await city.worker('clerk', AGENCIES.tax.code);
  await steps.accept(clerk, caseId, '青税异受〔2026〕1号');
  assert.equal((await steps.propose(clerk, caseId, answer('stands', '青税异复〔2026〕1号'))).status, 200);
  const reviewer = await city.worker('reviewer', AGENCIES.tax.code);
  assert.equal((await steps.confirm(reviewer, caseId)).status, 200);

  await page.goto(`${address}/account/credit`);
  assert.match(await textOf(page, 'objections'), /答复维持：经核实/);
  const result = page.getByRole('link', { name: '青税异复〔2026〕1号' });
  const paper = await context.request.get(`${address}${await result.getAttribute('href')}`);
  assert.equal(paper.headers()['content-type'], 'application/pdf');
  assert.equal((await paper.body()).subarray(0, 5).toString(), '%PDF-');
  await page.getByText('在该信息旁附说明').click();
  await page.getByLabel('说明', { exact: true }).fill('税款已于九月缴清。');
  await page.getByRole('button', { name: '附上说明' }).click();
  await reads(page, '我的信用', 'credit-answered');
  await page.getByRole('link', { name: '别人看到的本单位' }).click();
  const shown = (await page.locator('main').textContent()) ?? '';
  assert.match(shown, /税款已于九月缴清/);
  assert.doesNotMatch(shown, /异议处理中/);
  await context.close();
});

test('an organisation agrees with a button that everybody be told of its withdrawn record, and takes its word back', async () => {
  const withdrawer = await city.worker('reviewer', AGENCIES.tax.code);
  const deed = { category: 'serious-dishonesty', record, reason: '复议撤销', document: '青复决〔2026〕1号' };
  assert.ok((await withdrawer.post('/api/v1/intake/withdrawals', deed)).status < 300);
  const { context, page } = await signedIn(browser, city, address, builder.code);
  await page.goto(`${address}/account/credit`);
  const corrections = () => textOf(page, 'corrections');
  assert.match(await corrections(), /青税失信〔2026〕1号.*2026-11-20 已撤回.*没有同意，不公告/);
  await page.getByRole('button', { name: '同意发布更正公告' }).click();
  await reads(page, '我的信用', 'credit-corrected');
  assert.match(await corrections(), /已经同意，由信用主管部门发布/);
  const office = await city.worker('case-officer', AGENCIES.credit.code);
  const published = await office.post('/api/v1/corrections/notices', { recordId: record });
  assert.ok(published.status < 300, JSON.stringify(published.body));
  await page.goto(`${address}/account/credit`);
  assert.match(await corrections(), /正在公告，至 2026-12-19/);
  await page.getByRole('link', { name: '正在公告的更正' }).click();
  assert.match((await page.locator('main').textContent()) ?? '', /特此公告/);
  await page.goto(`${address}/account/credit`);
  await page.getByRole('button', { name: '撤回同意' }).click();
  assert.match(await corrections(), /没有同意，不公告/);
  await page.goto(`${address}/corrections`);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /特此公告/);
  await context.close();
});

test('whoever does not act for an organisation finds no such page', async () => {
  const paths = ['/account/credit'];
  for (const role of ['clerk', 'person'] as const) {
    const { headers } = await signIn(city.system, role === 'person' ? { role, subjectId: 'P-1' } : { role });
    for (const path of paths) {
      const { statusCode, body } = await city.server.inject({ url: path, headers });
      assert.ok(statusCode === 403 || statusCode === 404, `${role} ${statusCode}`);
      assert.doesNotMatch(body, /我的异议/);
    }
  }
  const stranger = await city.server.inject({ url: '/account/credit' });
  assert.match(stranger.body, /请先登录/);
});
