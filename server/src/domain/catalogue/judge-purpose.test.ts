import assert from 'node:assert/strict';
import { test } from 'node:test';
import { archiveCatalogue } from '../records/archive-fixture.ts';
import { judgePurpose } from './judge-purpose.ts';
import { bundledCatalogue } from './testing/bundled.ts';

test('a purpose is one of the catalogue’s, by its code or an older one, and named by those it is for', async () => {
  const catalogue = await bundledCatalogue();
  for (const code of ['approval', 'tender-review', 'tender', 'procurement', 'archive'])
    assert.equal(judgePurpose(catalogue, code, ['agency', 'bank']), undefined, code);
  assert.equal(judgePurpose(catalogue, 'own-data', ['organisation']), undefined);
  for (const [code, holder] of [
    ['curiosity', 'agency'],
    ['own-data', 'agency'],
    ['case-handling', 'organisation'],
    ['procurement', 'person'],
  ] as const) {
    const refusal = judgePurpose(catalogue, code, [holder]);
    assert.equal(refusal?.refused, 'purpose-unknown', code);
    assert.match(refusal?.detail ?? '', /\/api\/v1\/catalogue\/purposes/);
  }
});

test('a version from before purposes were listed refuses none', () => {
  assert.equal(judgePurpose(archiveCatalogue(), 'anything', ['agency']), undefined);
});
