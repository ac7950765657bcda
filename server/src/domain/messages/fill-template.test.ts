import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLANK_CHARACTERS, blanksOf, fillTemplate } from './fill-template.ts';
import { type MessageTemplate, TEMPLATES } from './templates.ts';

const NAMES = Object.keys(TEMPLATES) as MessageTemplate[];
/** As the table bounds them. */
const TITLE_CHARACTERS = 60;
const BODY_CHARACTERS = 10_000;

test('every title is one line without a blank, every body has blanks, and the longest fits its column', () => {
  for (const template of NAMES) {
    const { title, body } = TEMPLATES[template];
    assert.doesNotMatch(title, /[{}\p{C}]/u, template);
    assert.ok(title.length <= TITLE_CHARACTERS, template);
    assert.ok(blanksOf(template).length > 0, template);
    assert.doesNotMatch(body.replaceAll(/\{[a-zA-Z]+\}/g, ''), /[{}]/, template);
    // a character outside the basic plane counts once in PostgreSQL
    const longest = Object.fromEntries(blanksOf(template).map((name) => [name, '𠮷'.repeat(BLANK_CHARACTERS + 1)]));
    assert.ok([...fillTemplate(template, longest).body].length <= BODY_CHARACTERS, template);
  }
});

test('a blank is filled as it is, also with what looks like a blank or a pattern, and what nobody sees is left out', () => {
  const text = '$& {number} 甲\u202e\0乙\n丙';
  assert.equal(fillTemplate('case-notice', { number: '$1', text }).body, '案件（编号 $1）：$& {number} 甲乙\n丙');
});

test('one blank too few or too many is a fault', () => {
  assert.throws(() => fillTemplate('case-notice', { number: '1' }), assert.AssertionError);
  assert.throws(() => fillTemplate('case-notice', { number: '1', text: '', more: '' }), assert.AssertionError);
});
