import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { citationsIn } from './lint/citations.ts';
import { lintCatalogue } from './lint.ts';
import { bundledCatalogue, bundledEntries } from './testing/bundled.ts';

const TODAY = '2026-11-21';
const MATTERS = [
  'procurement',
  'bidding',
  'licensing',
  'market-entry',
  'qualification',
  'fiscal-funds',
  'honours',
  'preferential-policy',
  'land',
  'financing',
  'inspection-plan',
];

describe('the bundled catalogue', () => {
  it('passes its own gate', async () => {
    assert.deepEqual(lintCatalogue(await bundledEntries(), TODAY), []);
  });

  it('claims nothing as verified that no operator has checked', async () => {
    const verified = (await bundledEntries()).filter(({ body }) => JSON.stringify(body).includes('"verified":true'));
    assert.deepEqual(verified, []);
  });

  it('gives every category, list, trigger, measure and matter a basis', async () => {
    const kinds = new Set(['categories', 'lists', 'triggers', 'measures', 'matters', 'severity']);
    for (const { kind, file, body } of await bundledEntries())
      if (kinds.has(kind)) assert.notEqual(citationsIn(body).length, 0, file);
  });

  it('has for each of the eleven matters a restriction and an incentive', async () => {
    const catalogue = await bundledCatalogue();
    assert.deepEqual(
      catalogue
        .matters()
        .map(({ code }) => code)
        .sort(),
      [...MATTERS].sort(),
    );
    for (const matter of MATTERS) {
      const directions = new Set(catalogue.measuresFor(matter).map(({ direction }) => direction));
      assert.deepEqual([...directions].sort(), ['incentive', 'restriction'], matter);
    }
  });

  it('uses the field ids the contract fixes where they occur', async () => {
    const catalogue = await bundledCatalogue();
    const ids = (category: string) => new Set(catalogue.category(category)?.fields.map(({ id }) => id));
    for (const id of ['documentNo', 'decidedOn', 'validUntil', 'fine', 'content', 'name'])
      assert(ids('penalty').has(id), id);
    for (const id of ['documentNo', 'decidedOn', 'validUntil', 'content', 'name']) assert(ids('licence').has(id), id);
    assert(ids('registration').has('name'));
  });

  it('holds no number of a natural person in any category', async () => {
    for (const category of (await bundledCatalogue()).categories())
      for (const field of category.fields)
        if (/身份证|证件号/.test(field.name)) assert.equal(field.type, 'dropped', `${category.code}.${field.id}`);
  });

  it('knows the working days of 2025 and 2026 and says that 2027 is not settled', async () => {
    const { workingDays } = await bundledCatalogue();
    assert.deepEqual(workingDays.dayKind('2026-02-23'), { working: false, provisional: false });
    assert.deepEqual(workingDays.dayKind('2026-10-10'), { working: true, provisional: false });
    assert.equal(workingDays.dayKind('2027-02-08').provisional, true);
  });
});
