import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { LISTINGS, listing, ok } from './listing-steps.ts';

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
let city: CaseCity;
let clerk: Worker;
let reviewer: Worker;
let steps: ReturnType<typeof listing>;
const { finance, eco } = AGENCIES;

before(async () => {
  city = await openCaseCity();
  clerk = await city.worker('clerk', finance.code);
  reviewer = await city.worker('reviewer', finance.code);
  steps = listing(clerk, reviewer, () => today(city.clock.now));
});
after(() => city.close());

const at = (time: string) => {
  city.clock.now = new Date(time);
};
const verdictOf = async (code: string) => {
  const desk = await city.worker('desk', AGENCIES.housing.code);
  return ok(await desk.post('/api/v1/checks', { matter: 'procurement', subjects: [{ code }] })).results[0];
};

test('a listing with a hearing: nothing bites before both papers are served, everything does after, until its last day', async () => {
  const { builder } = ORGANISATIONS;
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(builder.code, { term: { years: 1 } });
  const early = await clerk.post(steps.at(caseId, 'noticed'));
  assert.equal(early.status, 409);
  assert.match(early.body.detail, /未经告知不得列入/);
  const paperNo = await steps.notice(caseId, '青财采告〔2026〕1号');
  await steps.serve(caseId, paperNo);
  await steps.noticed(caseId);

  const tooSoon = await clerk.post(steps.at(caseId, 'answered'), { kind: 'term-passed' });
  assert.equal(tooSoon.status, 409);
  assert.match(tooSoon.body.detail, /2026-11-27/, 'five working days after 20 November');

  const organisation = await city.worker('organisation', undefined, { subjectId: builder.code });
  ok(await organisation.post(steps.at(caseId, 'statements'), { text: '材料系代理机构误传，请求不予列入' }));
  ok(await clerk.post(steps.at(caseId, 'hearing'), { step: 'requested', text: '当事人书面要求听证' }));
  const stuck = await clerk.post(steps.at(caseId, 'proposal'), { digest: '0'.repeat(64), reason: '直接列入' });
  assert.equal(stuck.status, 409);

  at('2026-12-04T15:00:00+08:00');
  ok(
    await clerk.post(steps.at(caseId, 'hearing'), {
      step: 'held',
      text: '当事人未能提交相反证据',
      documentNo: '青财听〔2026〕1号',
    }),
  );
  const silent = await clerk.get(steps.at(caseId, 'preview'));
  const unanswered = await clerk.post(steps.at(caseId, 'proposal'), {
    digest: silent.body.preview.digest,
    reason: '拟列入',
  });
  assert.match(unanswered.body.detail, /复核和采纳情况/);
  await steps.propose(caseId, { onStatements: '经复核，所述与招标档案不符，不予采纳' });

  const { preview } = ok(await reviewer.get(steps.at(caseId, 'preview')));
  assert.ok(
    preview.measures.some(
      (one: { measure: string; effect: string }) => one.measure === 'procurement-ban' && one.effect === 'must',
    ),
  );
  assert.equal(preview.until, '2027-12-04');
  await steps.confirm(caseId);
  const decided = await steps.decide(caseId, '青财采列〔2026〕1号');

  await steps.serve(caseId, decided.decisionPaperNo);
  const alone = await clerk.post(steps.at(caseId, 'effect'));
  assert.equal(alone.status, 409);
  assert.deepEqual(alone.body.missing, ['repair-notice']);
  assert.equal((await verdictOf(builder.code)).measures.length, 0, 'nothing bites before both are served');
  await steps.serve(caseId, decided.repairPaperNo);
  const { recordId } = await steps.effect(caseId);

  const hit = await verdictOf(builder.code);
  assert.equal(hit.verdict, 'restricted');
  const ban = hit.measures.find((one: { measure: string }) => one.measure === 'procurement-ban');
  assert.equal(ban.decision.recordId, recordId);
  assert.equal(ban.decision.documentNo, '青财采列〔2026〕1号');
  assert.equal(ban.until, '2027-12-04');
  const shown = (
    await city.server.inject({ url: `/api/v1/subjects/${builder.code}/records?category=serious-dishonesty` })
  ).json();
  assert.deepEqual(
    shown.records.map((record: { recordId: string; lineage: { caseId?: string } }) => [
      record.recordId,
      record.lineage.caseId,
    ]),
    [[recordId, caseId]],
  );

  at('2027-12-04T23:59:00+08:00');
  assert.equal((await verdictOf(builder.code)).verdict, 'restricted', 'the last day counts');
  at('2027-12-05T00:01:00+08:00');
  assert.notEqual((await verdictOf(builder.code)).verdict, 'restricted');
});

test('a listing stops where notice was not served, and says what is missing and on which clause', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(ORGANISATIONS.food.code);
  await steps.notice(caseId, '青财采告〔2026〕2号');
  for (const step of ['noticed', 'effect', 'confirmation', 'decision']) {
    const body = {
      noticed: {},
      effect: {},
      confirmation: { digest: '0'.repeat(64) },
      decision: {
        documentNo: '青财采列〔2026〕2号',
        repairDocumentNo: '青财采修告〔2026〕2号',
        contact: '采购科',
        phone: '0990-1',
        reconsiderationBody: '市政府',
        reconsiderationPeriod: '六十日',
        court: '市法院',
        suitPeriod: '六个月',
      },
    }[step];
    const who = step === 'confirmation' ? reviewer : clerk;
    const refused = await who.post(steps.at(caseId, step), body);
    assert.equal(refused.status, 409, step);
    assert.ok(['case-state', 'seen-otherwise'].includes(refused.body.code), step);
  }
  const why = await clerk.post(steps.at(caseId, 'noticed'));
  assert.equal(why.body.clause, 'gbf-2020-49#四、（十一）');
  assert.equal(ok(await clerk.post(steps.at(caseId, 'stop'), { reason: '当事人已注销，无法告知' })).state, 'stopped');
  assert.equal((await verdictOf(ORGANISATIONS.food.code)).measures.length, 0);
});

test('whoever proposed does not confirm, also in another post of the same agency', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(ORGANISATIONS.machinery.code);
  await steps.serve(caseId, await steps.notice(caseId, '青财采告〔2026〕3号'));
  await steps.noticed(caseId);
  at('2026-11-30T09:00:00+08:00');
  ok(await clerk.post(steps.at(caseId, 'answered'), { kind: 'term-passed' }));
  await steps.propose(caseId);
  const same = await city.worker('reviewer', finance.code, { accountId: clerk.accountId });
  const { preview } = ok(await same.get(steps.at(caseId, 'preview')));
  const refused = await same.post(steps.at(caseId, 'confirmation'), { digest: preview.digest });
  assert.equal(refused.body.code, 'second-person');
  assert.equal(ok(await reviewer.post(steps.at(caseId, 'return'), { reason: '请补充证据' })).state, 'answered');
});

test('an entry ends by its condition, with a decision, and leaves pages and checks the same minute', async () => {
  at('2026-11-20T09:00:00+08:00');
  const { environment } = ORGANISATIONS;
  const caseId = await steps.draft(environment.code);
  await steps.serve(caseId, await steps.notice(caseId, '青财采告〔2026〕4号'));
  await steps.noticed(caseId);
  at('2026-11-30T09:00:00+08:00');
  ok(await clerk.post(steps.at(caseId, 'answered'), { kind: 'term-passed' }));
  await steps.propose(caseId);
  await steps.confirm(caseId);
  const decided = await steps.decide(caseId, '青财采列〔2026〕4号');
  await steps.serve(caseId, decided.decisionPaperNo);
  await steps.serve(caseId, decided.repairPaperNo);
  await steps.effect(caseId);
  assert.equal((await verdictOf(environment.code)).verdict, 'restricted');
  const end = {
    kind: 'condition',
    reason: '决定所附条件已经成就',
    grounds: '《政府采购法》第七十七条',
    documentNo: '青财采移〔2026〕4号',
  };
  assert.equal(ok(await reviewer.post(steps.at(caseId, 'end'), end)).state, 'ended');
  assert.notEqual((await verdictOf(environment.code)).verdict, 'restricted');
  const page = await city.server.inject({ url: `/api/v1/subjects/${environment.code}/records` });
  assert.equal(
    page.json().records.filter((one: { category: string }) => one.category === 'serious-dishonesty').length,
    0,
  );
  const again = await reviewer.post(steps.at(caseId, 'end'), end);
  assert.match(again.body.detail, /已经办结/);
});

test('an agency neither lists what is not its to decide nor sees the cases of others; the organisation sees its own once served', async () => {
  at('2026-11-20T09:00:00+08:00');
  const stranger = await city.worker('clerk', eco.code);
  const refused = await stranger.post(LISTINGS, {
    subject: ORGANISATIONS.decorator.code,
    list: 'procurement-serious',
    reason: '虚假材料',
    grounds: '政府采购法第七十七条',
  });
  assert.equal(refused.status, 422);
  const caseId = await steps.draft(ORGANISATIONS.decorator.code);
  assert.equal((await stranger.get(`/api/v1/cases/${caseId}`)).status, 404);
  const own = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.decorator.code });
  assert.equal((await own.get(`/api/v1/cases/${caseId}`)).status, 404, 'nothing was served yet');
  const early = await own.post(steps.at(caseId, 'statements'), { text: '请求不予列入' });
  assert.equal(early.status, 404, 'and nobody learns of a draft by answering it');
  await steps.serve(caseId, await steps.notice(caseId, '青财采告〔2026〕5号'));
  const seen = ok(await own.get(`/api/v1/cases/${caseId}`));
  assert.equal(seen.papers.length, 1);
  assert.equal(JSON.stringify(seen).includes('user:'), false, 'no official is named');
  const other = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.food.code });
  assert.equal((await other.get(`/api/v1/cases/${caseId}`)).status, 404);
  const office = await city.worker('case-officer', AGENCIES.credit.code);
  const listings = ok(await office.get('/api/v1/tasks')).tasks.filter(({ kind }: { kind: string }) =>
    kind.startsWith('listing.'),
  );
  assert.ok(listings.every((one: { agency: string }) => one.agency === finance.code));
});
