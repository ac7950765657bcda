import assert from 'node:assert/strict';
import { type MessageTemplate, TEMPLATES } from './templates.ts';

/** Characters of one blank; what is longer is cut, because a message points at a case or record that says all. */
export const BLANK_CHARACTERS = 1000;
const BLANK = /\{([a-zA-Z]+)\}/g;
const CUT = '……';

/** The blanks of a template, in the order of its body. */
export function blanksOf(template: MessageTemplate): string[] {
  return [...TEMPLATES[template].body.matchAll(BLANK)].map((found) => found[1] ?? '');
}

/** What a message says. Whoever fills a template knows its blanks: one too few or too many is a fault of ours. */
export function fillTemplate(
  template: MessageTemplate,
  blanks: Readonly<Record<string, string>>,
): { title: string; body: string } {
  const names = new Set(blanksOf(template));
  assert.deepEqual(new Set(Object.keys(blanks)), names, `the blanks of ${template} are ${[...names].join(', ')}`);
  const { title, body } = TEMPLATES[template];
  return { title, body: body.replace(BLANK, (_all, name: string) => written(blanks[name] ?? '')) };
}

function written(text: string): string {
  // what no reader sees, except the line ends of a list
  const clean = text.replaceAll(/[^\P{C}\n]/gu, '').trim();
  const characters = Array.from(clean);
  return characters.length <= BLANK_CHARACTERS ? clean : `${characters.slice(0, BLANK_CHARACTERS).join('')}${CUT}`;
}
