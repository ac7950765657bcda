import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { openCaseCity, PROOF, type Worker } from '../journeys/case-desk.ts';
import { ok } from '../journeys/listing-steps.ts';
import { part, penalise } from '../journeys/repair-steps.ts';
import { signIn } from '../sign-in.ts';
import { listening } from '../system.ts';
import { findings, overflow } from './axe.ts';
import { openChromium } from './chromium.ts';
import { NARROW, signedIn } from './signed-in.ts';

const WIDE = { width: 1280, height: 900 };
/** Set to keep a picture of each page. */
const PICTURES = process.env.GONGXIN_PICTURES;
const { builder, logistics } = ORGANISATIONS;
const { eco, housing } = AGENCIES;
const WARNED = { no: '青环警〔2026〕1号', on: '2026-11-18', warning: true };
const ALSO_WARNED = { no: '青建警〔2026〕2号', on: '2026-11-18', warning: true };
const FINED = { no: '青环罚〔2026〕3号', on: '2026-11-17' };

let city: Awaited<ReturnType<typeof openCaseCity>>;
let clerk: Worker;
let steps: ReturnType<typeof part>;
let address: string;
let browser: Browser;
let closeBrowser: () => Promise<void>;
before(async () => {
  ({ browser, close: closeBrowser } = await openChromium());
  city = await openCaseCity(['builder', 'logistics']);
  await penalise(city, eco, 'builder', WARNED);
  await penalise(city, housing, 'builder', ALSO_WARNED);
  await penalise(city, eco, 'builder', FINED);
  clerk = await city.worker('clerk', eco.code);
  steps = part(clerk, await city.worker('reviewer', eco.code));
  address = await listening(city.server);
});
after(async () => {
  await closeBrowser?.();
  await city?.close();
});

async function reads(page: Page, picture: string): Promise<void> {
  assert.equal(await page.locator('h1').textContent(), '申请信用修复');
  assert.deepEqual(await findings(page), [], picture);
  assert.equal(await overflow(page), 0, picture);
  if (PICTURES === undefined) return;
  for (const viewport of [NARROW, WIDE]) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: `${PICTURES}/${picture}-${viewport.width}.png`, fullPage: true });
  }
  await page.setViewportSize(NARROW);
}

/** What stands at one agency's part. */
const partOf = (page: Page, { name }: { name: string }) => page.locator(`section[aria-label="${name}"]`);
const caseOf = async (agency: string): Promise<string> => {
  const { rows } = await city.system.pool.query<{ id: string }>(
    'select case_id as id from repair_part where agency = $1',
    [agency],
  );
  return rows[0]?.id ?? '';
};

test('an organisation applies for two records of two agencies with one form, shows proof, completes, and reads its result', async () => {
  const { context, page } = await signedIn(browser, city, address, builder.code);
  await page.goto(`${address}/account/credit`);
  await page.locator('main').getByRole('link', { name: '申请信用修复' }).click();
  await reads(page, 'repairs');
  assert.equal(await page.getByLabel(FINED.no).count(), 0, 'its shortest time is not over');
  assert.match((await page.locator('form').first().textContent()) ?? '', /已履行有关决定确定的义务/);

  await page.getByLabel('本单位作出以上承诺').check();
  await page.getByRole('button', { name: '提出申请' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /请勾选要修复的信息/);
  await page.getByLabel(WARNED.no).check();
  await page.getByLabel(ALSO_WARNED.no).check();
  await page.getByLabel('本单位作出以上承诺').check();
  await page.getByRole('button', { name: '提出申请' }).click();
  await reads(page, 'repairs-filed');
  assert.match((await partOf(page, eco).textContent()) ?? '', /待受理.*青环警〔2026〕1号.*最迟答复/);
  assert.match((await partOf(page, housing).textContent()) ?? '', /待受理.*青建警〔2026〕2号/);
  assert.match((await page.locator('section[aria-labelledby="apply"]').textContent()) ?? '', /没有现在可以申请的信息/);

  const ecoCase = await caseOf(eco.code);
  ok(await clerk.post(steps.at(ecoCase, 'completion-request'), { missing: ['performance'], reason: '请附整改照片' }));
  await page.reload();
  await reads(page, 'repairs-completing');
  assert.match((await partOf(page, eco).textContent()) ?? '', /履行义务的证明。请附整改照片　最迟 \d{4}-\d{2}-\d{2}/);

  const ofEco = partOf(page, eco);
  await ofEco.getByText('上传履行义务的证明').click();
  const bad = join(city.folder, 'proof.txt');
  writeFileSync(bad, '已整改');
  await ofEco.getByLabel('证明什么').fill('整改照片');
  await ofEco.getByLabel('文件').setInputFiles(bad);
  await ofEco.getByRole('button', { name: '上传' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /证据文件只收 PDF/);
  const proof = join(city.folder, '整改.pdf');
  writeFileSync(proof, PROOF);
  await ofEco.getByText('上传履行义务的证明').click();
  await ofEco.getByLabel('证明什么').fill('整改照片');
  await ofEco.getByLabel('文件').setInputFiles(proof);
  await ofEco.getByRole('button', { name: '上传' }).click();
  assert.equal(await page.getByRole('alert').count(), 0);
  assert.match((await ofEco.textContent()) ?? '', /已提交 1 件证明/);
  await ofEco.getByText('已经补正').click();
  await ofEco.getByLabel('补正了什么').fill('已附整改照片');
  await ofEco.getByRole('button', { name: '提交补正' }).click();
  assert.match((await ofEco.textContent()) ?? '', /已补正，待受理/);

  const ofHousing = partOf(page, housing);
  await ofHousing.getByText('撤回申请').first().click();
  await ofHousing.getByLabel('撤回的理由').fill('材料还没有备齐');
  await ofHousing.getByRole('button', { name: '撤回申请' }).click();
  assert.match((await ofHousing.textContent()) ?? '', /已撤回申请/);
  assert.equal(await page.getByLabel(ALSO_WARNED.no).count(), 1, 'it may be applied for again');

  ok(await clerk.post(steps.at(ecoCase, 'acceptance')));
  await steps.propose(ecoCase);
  ok(await steps.decide(ecoCase, '青环修〔2026〕1号'));
  await page.reload();
  await reads(page, 'repairs-granted');
  assert.match((await ofEco.textContent()) ?? '', /已准予修复.*青环警〔2026〕1号：准予修复/);
  const paper = await context.request.get(
    `${address}${await ofEco.getByRole('link', { name: '青环修〔2026〕1号' }).getAttribute('href')}`,
  );
  assert.equal(paper.headers()['content-type'], 'application/pdf');
  await context.close();
});

test('what belongs to another organisation is not there for it', async () => {
  const { headers } = await signIn(city.system, { role: 'organisation', subjectId: logistics.code });
  const ecoCase = await caseOf(eco.code);
  const { body } = await city.server.inject({ url: '/account/repairs', headers });
  assert.doesNotMatch(body, /青环警|青环修/);
  const paper = await city.server.inject({ url: `/api/v1/repairs/parts/${ecoCase}/papers/1`, headers });
  assert.equal(paper.statusCode, 404);
  const { headers: ofClerk } = await signIn(city.system, { role: 'clerk', agency: eco.code });
  assert.equal((await city.server.inject({ url: '/account/repairs', headers: ofClerk })).statusCode, 403);
});
