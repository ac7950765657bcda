import fc from 'fast-check';
import type { Blank, Paper } from '../../catalogue/index.ts';

/** What a form may be sent: any units of UTF-16, among them halves of characters, controls, marks of XML and of blanks. */
const HOSTILE = [
  '<w:t>&amp;]]>',
  '"\'&<>',
  '{{agency}}',
  '\uD800',
  '\uDFFF',
  '\u0000\u0001\u001B',
  '\uFFFE\uFFFF',
  '\u202E\u200B\u2028',
  '👨‍👩‍👧',
  '𠮷野家',
  '_x0041_',
  'é\u0301',
  '\r\n\t ',
  '，。）',
  'A'.repeat(60),
];
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('青', '禾', '1'),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

/** Any values within the bounds of a paper. A required text begins with a letter, so that it is one. */
export function anyBlanks(paper: Paper): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(paper.blanks.map((blank) => [blank.id, anyValue(blank)])));
}

function anyValue(blank: Blank): fc.Arbitrary<unknown> {
  const most = blank.max ?? 200;
  const text = anyText.map((value) => `甲${value}`.slice(0, most));
  switch (blank.kind) {
    case 'text':
      return text;
    case 'date':
      return fc
        .date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10));
    case 'list':
      return fc.array(text, { minLength: 1, maxLength: 4 });
    case 'table': {
      const width = blank.columns?.length ?? 0;
      return fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 });
    }
  }
}
