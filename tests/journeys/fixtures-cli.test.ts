import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Receipt } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { EXPECTED, expectedOf, fileOf, OFFICERS } from '../cast.ts';
import { type City, openCity } from './city.ts';
import { runGongxin } from './gongxin.ts';
import { assertAgain, assertFact, assertFirst, heldOf } from './receipts.ts';

/** The command goes by the machine's clock, and rows decided after today are refused. */
const EARLIEST_DAY = '2026-09-01';
const tooEarly = today(new Date()) < EARLIEST_DAY ? 'the department files are decided later than today' : false;

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city.close());

async function importFile(name: string): Promise<Receipt> {
  const { category, agency } = expectedOf(name);
  const { code, stdout, stderr } = await runGongxin(city, [
    ...['import', category, fileURLToPath(fileOf(name)), '--agency', agency],
    ...['--actor', OFFICERS.clerk.actor, '--json'],
  ]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Receipt;
}

test('the five department files, sent by command, lead to the receipts expected of them', {
  skip: tooEarly,
}, async () => {
  for (const name of EXPECTED.order) assertFirst(name, await importFile(name));
});

test('the same bytes sent by command again change nothing', { skip: tooEarly }, async () => {
  for (const name of EXPECTED.order) assertAgain(name, await importFile(name));
});

test('what the files say is held under the subjects expected', { skip: tooEarly }, async () => {
  for (const [name, { category, facts }] of Object.entries(EXPECTED.files)) {
    for (const fact of facts) assertFact(name, fact, await heldOf(city.system.pool, fact.subject, category));
  }
});
