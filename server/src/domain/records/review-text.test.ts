import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { recordsOf } from './archive.ts';
import { archiveCatalogue, holdVersion, idOf, MARKET_OFFICE, TAX_OFFICE } from './archive-fixture.ts';
import { reviewText, type TextReview } from './review-text.ts';
import { textsWaiting } from './texts-waiting.ts';

const SUBJECT = '91990100MA0000001X';
const catalogue = archiveCatalogue();
const NOW = new Date('2026-06-01T10:00:00+08:00');
/** A word that is a name as well, in a place where either may stand. */
const DOUBTFUL = '当日，康健将废机油倾倒在河滩。';
const APPROVED = '当日，康某将废机油倾倒在河滩。';

describe('texts that wait for a person', () => {
  let database: TestDatabase;
  let held = 0;
  before(async () => {
    database = await testDatabase();
    await holdSubject(database.pool, { subjectId: SUBJECT, name: '青禾市恒源科技有限公司' });
  });
  after(() => database.close());

  const hold = async (facts: string | null, version = 1, documentNo = `青罚〔2026〕${++held}号`) => {
    const invented = { subjectId: SUBJECT, documentNo, version, fields: { facts } };
    const cause = version === 1 ? 'released' : 'new-version';
    await write(
      database.pool,
      () => NOW,
      (trx, now) => holdVersion(trx, now, invented, cause),
    );
    return { ...invented, recordId: idOf(invented) };
  };
  const shown = async (recordId: string, openness: 'public' | 'government' = 'public') => {
    const answer = await recordsOf(database.pool, catalogue, { subjectId: SUBJECT, openness, now: NOW, limit: 200 });
    assert(!isRefusal(answer));
    const record = answer.records.find((one) => one.recordId === recordId);
    return { facts: record?.fields.facts, waiting: record?.waitingForReview };
  };
  const review = (recordId: string, more: Partial<TextReview> = {}, agency = MARKET_OFFICE) =>
    write(
      database.pool,
      () => NOW,
      (trx, now) =>
        reviewText(
          trx,
          catalogue,
          { actor: '李想', agency, purpose: 'test', now },
          { category: 'penalty', recordId, version: 1, field: 'facts', text: APPROVED, ...more },
        ),
    );
  const waiting = async (agency = MARKET_OFFICE) =>
    (await textsWaiting(database.pool, catalogue, { agency, now: NOW })).texts.map(({ recordId }) => recordId);

  it('shows the public a text with its private persons masked, and agencies the text itself', async () => {
    const { recordId } = await hold('当事人雇用司机王强，电话13900000001。');
    assert.deepEqual(await shown(recordId), { facts: '当事人雇用司机王某，电话****。', waiting: undefined });
    assert.equal((await shown(recordId, 'government')).facts, '当事人雇用司机王强，电话13900000001。');
    assert.equal((await waiting()).includes(recordId), false);
  });

  it('leaves a doubtful text out and says so, until a person approved what the public reads', async () => {
    const { recordId } = await hold(DOUBTFUL);
    assert.deepEqual(await shown(recordId), { facts: undefined, waiting: ['facts'] });
    assert.equal((await shown(recordId, 'government')).facts, DOUBTFUL);
    const { texts } = await textsWaiting(database.pool, catalogue, { agency: MARKET_OFFICE, now: NOW });
    const [text] = texts.filter((one) => one.recordId === recordId);
    assert.deepEqual([text?.field, text?.fieldName, text?.text], ['facts', '事实', DOUBTFUL]);
    assert.match(text?.because ?? '', /“康健”/);
    assert.deepEqual(await waiting(TAX_OFFICE), []);

    assert.equal(isRefusal(await review(recordId)), false);
    assert.deepEqual(await shown(recordId), { facts: APPROVED, waiting: undefined });
    assert.equal((await waiting()).includes(recordId), false);
    const { rows } = await database.pool.query(
      `select actor, detail from journal_entry where event = 'record.text-reviewed' and target = $1`,
      [recordId],
    );
    assert.deepEqual(rows, [{ actor: '李想', detail: { category: 'penalty', version: 1, field: 'facts' } }]);
  });

  it('lets a later review take the place of an earlier one, and a new version wait again', async () => {
    const { recordId, documentNo } = await hold(DOUBTFUL);
    await review(recordId, { text: DOUBTFUL });
    await review(recordId);
    assert.equal((await shown(recordId)).facts, APPROVED);
    await hold(`${DOUBTFUL}已整改。`, 2, documentNo);
    assert.deepEqual(await shown(recordId), { facts: undefined, waiting: ['facts'] });
    const late = await review(recordId);
    assert.deepEqual(isRefusal(late) && [late.refused, late.extra], ['conflict', { version: 2 }]);
  });

  it('refuses other agencies, other fields, texts that say something else and texts with an identity number', async () => {
    const { recordId } = await hold(`${DOUBTFUL}身份证990100199001011234。`);
    const refused = async (more: Partial<TextReview>, agency?: string) => {
      const answer = await review(recordId, more, agency);
      return isRefusal(answer) ? answer.refused : undefined;
    };
    const text = `${APPROVED}身份证****。`;
    assert.equal(await refused({ text }, TAX_OFFICE), 'not-permitted');
    assert.equal(await refused({ text, recordId: 'r0' }), 'not-found');
    for (const field of ['content', 'handler', 'none']) assert.equal(await refused({ text, field }), 'invalid-request');
    assert.equal(await refused({ text: `${text}另行处理。` }), 'invalid-request');
    assert.equal(await refused({ text: `${APPROVED}身份证990100199001011234。` }), 'invalid-request');
    assert.equal(await refused({ text }), undefined);
  });
});
