import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { expectedOf, OFFICERS } from '../../../../tests/cast.ts';
import { type City, openCity, sendFixture } from '../../../../tests/journeys/city.ts';
import { type Desk, keyOf, openDesk, receiptOf, upload } from '../../../../tests/journeys/over-http.ts';
import { today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { reconcileBatch } from './reconcile-batch.ts';
import { releaseBatch } from './release-batch.ts';

const FILE = 'penalties-new.xlsx'; // older than the limit: withheld
const { category, agency } = expectedOf(FILE);

describe('a withheld batch is let go by a second person', () => {
  let city: City;
  let desk: Desk;
  before(async () => {
    city = await openCity();
    desk = await openDesk(city.system);
    const register = expectedOf('registration.csv');
    await sendFixture(city, 'registration.csv', register);
  });
  after(async () => {
    await desk?.close();
    await city?.close();
  });

  const decide = async (actor: string, batchId: string, act: 'release' | 'reconcile', forAgency?: string) => {
    const { pool, clock } = city.system;
    const catalogue = await catalogueInForce(pool, today(clock()));
    return write<object>(pool, clock, (trx, now) => {
      const who = { actor, purpose: act, now, ...(forAgency === undefined ? {} : { agency: forAgency }) };
      return act === 'release'
        ? releaseBatch(trx, who, catalogue, { batchId })
        : reconcileBatch(trx, who, catalogue, { batchId, endings: [] });
    });
  };
  const refusedAs = (answer: object) => {
    assert(isRefusal(answer), JSON.stringify(answer));
    return answer.refused;
  };

  it('not by who imported it, however the name is typed, nor by another agency', async () => {
    const { batchId, withheld } = await sendFixture(city, FILE, { category, agency });
    assert(withheld > 2);
    const importer = OFFICERS.clerk.actor;
    for (const same of [importer, ` ${[...importer].join(' ')}`]) {
      assert.equal(refusedAs(await decide(same, batchId, 'release')), 'second-person');
      assert.equal(refusedAs(await decide(same, batchId, 'reconcile')), 'second-person');
    }
    const other = expectedOf('registration.csv').agency;
    assert.equal(refusedAs(await decide(OFFICERS.registrar.actor, batchId, 'release', other)), 'not-found');
    const { rows } = await city.system.pool.query('select from record_deed');
    assert.equal(rows.length, 0);
    assert.deepEqual(await decide(OFFICERS.supervisor.actor, batchId, 'release'), { batchId, released: withheld });
    assert.equal(refusedAs(await decide(OFFICERS.supervisor.actor, batchId, 'release')), 'already-done');
  });

  it('over HTTP: neither by the key that sent it nor by another agency, against a list of what ended elsewhere', async () => {
    const old = expectedOf('penalties-old.csv');
    const mine = await desk.as(old.agency);
    const sent = await upload(desk.address, mine, {
      category: 'penalty',
      name: 'penalties-old.csv',
      idempotencyKey: 'o',
    });
    const { batchId, withheld } = await receiptOf(desk.address, mine, sent.batchId);
    const reviewer = { authorization: `Bearer ${await keyOf(city.system, old.agency)}` };
    const path = `${desk.address}/api/v1/intake/batches/${batchId}`;
    const release = (headers: Record<string, string>) =>
      fetch(`${path}/release`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      });
    const reconcile = (headers: Record<string, string>, list: string) => {
      const body = new FormData();
      body.set('file', new Blob([list]), '核对清单.csv');
      const { authorization = '' } = headers;
      return fetch(`${path}/reconciliation`, { method: 'POST', headers: { authorization }, body });
    };
    const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
    const [fact] = old.facts;
    assert(fact?.documentNo !== undefined && withheld > 1, 'the old file is withheld');
    const list = `文书号,统一社会信用代码,终止原因,终止文书号\n${fact.documentNo},${fact.subject},已修复,青信修1号\n`;

    assert.equal(await codeOf(await release(mine)), 'second-person');
    assert.equal(await codeOf(await reconcile(mine, list)), 'second-person');
    assert.equal(await codeOf(await release(await desk.as(expectedOf('registration.csv').agency))), 'not-found');
    assert.equal(await codeOf(await reconcile(reviewer, '不是清单')), 'no-table');
    const done = await reconcile(reviewer, list);
    assert.deepEqual(await done.json(), { batchId, ended: 1, released: withheld - 1, unmatched: 0 });
    assert.equal(await codeOf(await release(reviewer)), 'already-done');
  });

  it('a key is no person: whoever has a name may decide about what a system sent, and the key itself may not', async () => {
    const { rows } = await city.system.pool.query<{ batch_id: string; actor: string }>(
      `select batch_id, actor from intake_batch where actor like 'key:%' limit 1`,
    );
    assert(rows[0] !== undefined);
    assert.equal(refusedAs(await decide(OFFICERS.clerk.actor, rows[0].batch_id, 'release')), 'already-done');
    assert.equal(refusedAs(await decide(rows[0].actor, rows[0].batch_id, 'release')), 'second-person');
  });
});
