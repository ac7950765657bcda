import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { cite, effectsOf } from './clauses.ts';
import { decisionCategories } from './decisions.ts';
import { REPORT_SECTIONS } from './report-sections.ts';
import { reasonText, severityRows, termText, windowText } from './terms.ts';

const catalogue = await bundledCatalogue();

test('a term is said as people say it', () => {
  assert.equal(termText({ years: 3 }), '3 年');
  assert.equal(termText({ months: 12 }), '12 个月');
  assert.equal(termText({ years: 1, months: 6 }), '1 年零 6 个月');
});

test('every category of the law in force says how long it is shown and used, and why, in a whole sentence', () => {
  for (const category of catalogue.categories()) {
    for (const window of [category.use, category.publicity]) {
      if (window === undefined) continue;
      const text = windowText(category, window);
      assert.ok(text.length > 3 && !/undefined|[a-z]{3}|。/.test(text), `${category.code}: ${text}`);
    }
    assert.match(reasonText(category, null), /^属于目录列明的.+。$/);
  }
});

test('a penalty says its class and longest publication', () => {
  const penalty = catalogue.category('penalty');
  const table = catalogue.severityOf('penalty', null);
  assert.ok(penalty !== undefined && table !== undefined);
  assert.match(reasonText(penalty, { name: 'general', table }), /失信严重程度为一般，自决定之日起最长公示 12 个月。$/);
  assert.deepEqual(
    severityRows(table).map(({ name }) => name),
    ['轻微', '一般', '严重'],
  );
});

test('every clause cited in the law in force names its instrument by title', () => {
  const cited = [
    ...catalogue.categories().flatMap(({ basis }) => basis),
    ...catalogue.lists().flatMap(({ basis }) => basis),
    ...catalogue.measures().flatMap(({ triggers }) => triggers.map(({ clause }) => clause)),
  ];
  for (const citation of cited) assert.match(cite(catalogue, citation).text, /^《.+》/, citation.clause);
});

test('an unchecked instrument makes no clause of it certain', () => {
  const unchecked = catalogue.instruments().find(({ verified }) => !verified);
  assert.ok(unchecked !== undefined);
  assert.equal(cite(catalogue, { clause: `${unchecked.code}#第一条`, verified: true }).verified, false);
});

test('what a trigger may cause carries its own clause and names matters, not codes', () => {
  const effects = effectsOf(catalogue, catalogue.triggersOf('serious-dishonesty'));
  assert.ok(effects.length > 0);
  for (const { matters, clause } of effects) {
    assert.match(clause.text, /^《/);
    for (const matter of matters) assert.doesNotMatch(matter, /^[a-z-]+$/);
  }
});

test('licences come before penalties, and both before other decisions', () => {
  const codes = decisionCategories(catalogue).map(({ code }) => code);
  assert.deepEqual(codes.slice(0, 2), ['licence', 'penalty']);
  assert.ok(!codes.includes('registration'));
});

test('no item of the national catalogue stands in two sections of the report', () => {
  const numbers = REPORT_SECTIONS.flatMap(({ national }) => national);
  assert.equal(new Set(numbers).size, numbers.length);
});
