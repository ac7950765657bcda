import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildServer } from '../../server/src/app.ts';
import type { Receipt } from '../../server/src/domain/intake/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { AGENCIES } from '../cast.ts';
import { type City, countsOf, openCity, send } from '../journeys/city.ts';
import { licence, type Row } from '../journeys/tables.ts';
import { listening } from '../system.ts';
import type { AwkwardCase, Expected } from './awkward-case.ts';
import { CASES } from './cases.ts';
import { keepAsking } from './keep-asking.ts';
import { leftBehind } from './left-behind.ts';

/** On a machine that does much else; without it an answer takes a few milliseconds. */
const SLOWEST_ANSWER_MS = 5000;

const PARTIES = [
  ['MA0AWKA1', '青禾甲子商贸有限公司'],
  ['MA0AWKB2', '青禾乙丑商贸有限公司'],
  ['MA0AWKC3', '青禾丙寅商贸有限公司'],
] as const;

let city: City;
let stopServer: () => Promise<void>;
let health: ReturnType<typeof keepAsking>;
before(async () => {
  city = await openCity();
  const server = buildServer(city.system);
  const address = await listening(server);
  stopServer = () => server.close();
  health = keepAsking(`${address}/healthz`);
});
after(async () => {
  await stopServer?.();
  await city?.close();
});

let number = 0;

/** Three good licences nobody sent before. */
function goodRows(): [Row, Row, Row] {
  number += 1;
  const [first, second, third] = PARTIES.map(([body, name], at) =>
    licence(composeUscc('91990100', body), name, `${number}0${at + 1}`),
  );
  assert(first && second && third);
  return [first, second, third];
}

function sendCase({ make }: AwkwardCase): Promise<Receipt> {
  const content = make(goodRows());
  return send(city, { category: 'licence', agency: AGENCIES.housing.code, name: `awkward-${number}`, content });
}

function assertExpected(receipt: Receipt, expected: Expected): void {
  const got = JSON.stringify(receipt, null, 1).slice(0, 3000);
  if ('refused' in expected) {
    assert.equal(receipt.status, 'refused', got);
    assert.equal(receipt.refusal?.code, expected.refused, got);
    assert.match(receipt.refusal?.message ?? '', expected.says);
    assert.equal(receipt.total, 0);
    return;
  }
  assert.equal(receipt.status, 'finished', got);
  const { accepted, errors = [], warnings = [], ignored = [] } = expected;
  const told = receipt.errors.map(({ sheet, row, code }) => `${several(receipt) ? `${sheet}!` : ''}${row} ${code}`);
  assert.deepEqual(told, errors, got);
  assert.deepEqual(
    receipt.warnings.map(({ row, code }) => `${row} ${code}`),
    warnings,
    got,
  );
  assert.deepEqual(receipt.ignoredColumns, ignored, got);
  const rejected = new Set(receipt.errors.map(({ sheet, row }) => `${sheet} ${row}`)).size;
  const wanted = { total: accepted + rejected, accepted, updated: 0, duplicate: 0, rejected, unresolved: 0 };
  assert.deepEqual(countsOf(receipt), wanted, got);
  if (expected.says !== undefined) assert.match(receipt.errors[0]?.message ?? '', expected.says);
}

const several = (receipt: Receipt) => receipt.errors.some(({ sheet }) => sheet !== undefined && sheet !== '数据');

for (const [group, cases] of Object.entries(CASES)) {
  describe(group, () => {
    for (const awkward of cases) {
      test(awkward.name, async () => {
        const before = await leftBehind(city.system.pool);
        const receipt = await sendCase(awkward);
        assertExpected(receipt, awkward.expect);
        if (receipt.status === 'refused') assert.deepEqual(await leftBehind(city.system.pool), before);
      });
    }
  });
}

test('the server went on answering all the while', async () => {
  const { answers, slowestMs, failures } = await health.stop();
  assert.deepEqual(failures, []);
  assert(answers >= 100, `${answers} answers`);
  assert(slowestMs < SLOWEST_ANSWER_MS, `the slowest answer took ${slowestMs} ms`);
});
