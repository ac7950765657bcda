import assert from 'node:assert/strict';
import { test } from 'node:test';
import { submitRows } from '../../server/src/domain/intake/index.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { openCity } from './city.ts';
import { licence } from './tables.ts';

/** More than the pool has connections. */
const REQUESTS = 12;

test('more systems than there are connections submit rows at the same moment, and every one is answered', async () => {
  const { housing } = AGENCIES;
  const { logistics } = ORGANISATIONS;
  const city = await openCity();
  try {
    const who = { actor: 'key:1', agency: housing.code, purpose: 'intake' };
    const receipts = await Promise.all(
      Array.from({ length: REQUESTS }, (_, at) =>
        submitRows(city.system, who, {
          category: 'licence',
          agency: housing.code,
          // every other one speaks of the same decision
          records: [licence(logistics.code, logistics.name, String(at % 2 === 0 ? 0 : at))],
        }),
      ),
    );
    const count = (outcome: 'accepted' | 'duplicate') =>
      receipts.reduce((sum, receipt) => sum + ('errors' in receipt ? receipt[outcome] : Number.NaN), 0);
    assert.equal(count('accepted'), REQUESTS / 2 + 1);
    assert.equal(count('duplicate'), REQUESTS / 2 - 1);
  } finally {
    await city.close();
  }
});
