import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { USCC_ALPHABET } from './check-characters.ts';
import {
  composeUscc,
  idCardCheckCharacter,
  judgeOrgCode,
  judgeUscc,
  looksLikeIdCard,
  normaliseCode,
  orgCodeCheckCharacter,
  usccCheckCharacter,
} from './codes.ts';

const OUTER_AND_INNER_HOLD = '91990100MAB04BY3X7';
const ONLY_INNER_HOLDS = '91990103MA6A7DHQ1H';
const ONLY_OUTER_HOLDS = '91990102MANRP4PB7M';
const NEITHER_HOLDS = '91990101MAWEWE0H73';

const alphabetText = (length: number) =>
  fc.array(fc.constantFrom(...USCC_ALPHABET), { minLength: length, maxLength: length }).map((parts) => parts.join(''));
const first8 = fc.tuple(fc.constantFrom('11', '52', '91', '92', 'N2'), fc.integer({ min: 0, max: 9 }));
const anyCode = fc
  .tuple(first8, alphabetText(8))
  .filter(([, body]) => body !== '00000000')
  .map(([[kind, district], body]) => composeUscc(`${kind}99010${district}`, body));
const CODES = fc.sample(anyCode, { numRuns: 200, seed: 32100 });

const outerHolds = (code: string) => usccCheckCharacter(code.slice(0, 17)) === code[17];
const innerHolds = (code: string) => orgCodeCheckCharacter(code.slice(8, 16)) === code[16];
const replacedAt = (code: string, at: number, by: string) => code.slice(0, at) + by + code.slice(at + 1);
const swappedAt = (code: string, at: number) =>
  code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);

test('a code for which both checks hold is valid, however it was typed', () => {
  for (const text of [
    OUTER_AND_INNER_HOLD,
    ' 91990100 mab04by3x7\u200b',
    '９１９９０１００ＭＡＢ０４ＢＹ３Ｘ７',
    '\ufeff91990100MAB04BY3X7\n',
  ]) {
    assert.deepEqual(judgeUscc(text), { kind: 'valid', code: OUTER_AND_INNER_HOLD });
  }
});

test('each check is judged by itself', () => {
  assert.deepEqual(judgeUscc(ONLY_OUTER_HOLDS), { kind: 'valid-outer', code: ONLY_OUTER_HOLDS });
  assert.deepEqual(judgeUscc(ONLY_INNER_HOLDS), { kind: 'inner-only', code: ONLY_INNER_HOLDS });
  assert.deepEqual(judgeUscc(NEITHER_HOLDS), {
    kind: 'invalid',
    code: NEITHER_HOLDS,
    error: 'uscc-check-digit',
    idCard: false,
  });
});

test('what is not eighteen characters of the alphabet, or is all zeros, is a matter of format', () => {
  for (const text of [
    '',
    '91990100MA',
    '0'.repeat(18),
    '91990100MAOI5SVZ11',
    `${OUTER_AND_INNER_HOLD}7`,
    '91-990100MAB04BY3X',
  ]) {
    const verdict = judgeUscc(text);
    assert(verdict.kind === 'invalid' && verdict.error === 'uscc-format', text);
  }
});

test('a code that lost its last figures in a spreadsheet is named as such, and never judged by its checks', () => {
  for (const text of ['9.19901E+17', '9.1990e17', '9E+17', '９．１９９０１Ｅ＋１７']) {
    const verdict = judgeUscc(text);
    assert(verdict.kind === 'invalid' && verdict.error === 'precision-lost', text);
  }
  const fromNumber = judgeUscc('911990100000000000', { fromNumericCell: true });
  assert(fromNumber.kind === 'invalid' && fromNumber.error === 'precision-lost');
  const sixteenFigures = judgeUscc('9901000000123450', { fromNumericCell: true });
  assert(sixteenFigures.kind === 'invalid' && sixteenFigures.error === 'precision-lost');
  const fifteenFigures = judgeUscc('990100000012345', { fromNumericCell: true });
  assert(fifteenFigures.kind === 'invalid' && fifteenFigures.error === 'uscc-format', '15 figures are all still there');
});

test('a code with a single E in it is not taken for scientific notation', () => {
  const code = composeUscc('91990100', '0123E567');
  assert.deepEqual(judgeUscc(code), { kind: 'valid', code });
});

test('an identity number is recognised, right or mistyped, whatever its region or age, and marked for masking', () => {
  for (const first17 of ['99010019010107552', '00000020990228111', '12345618000101000']) {
    const right = first17 + idCardCheckCharacter(first17);
    assert.deepEqual(judgeUscc(right), { kind: 'invalid', code: right, error: 'uscc-is-id-card', idCard: true });
    const wrong = first17 + (right.endsWith('1') ? '2' : '1');
    assert.deepEqual(judgeUscc(wrong), { kind: 'invalid', code: wrong, error: 'uscc-check-digit', idCard: true });
  }
  assert.equal(judgeUscc('99010019010111204x').kind, 'invalid');
  assert(looksLikeIdCard('990100190001010000') && !looksLikeIdCard('990100190002290000'), '1900 was no leap year');
});

test('the check character of an identity number completes the sum that ISO 7064 MOD 11-2 asks for', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}$/), (first17) => {
      const values = [...(first17 + idCardCheckCharacter(first17))].map((figure) =>
        figure === 'X' ? 10 : Number(figure),
      );
      assert.equal(
        values.reduce((sum, value) => (sum * 2 + value) % 11, 0),
        1,
      );
    }),
  );
});

test('an identity number that lost its last figures is still marked for masking', () => {
  for (const [text, fromNumericCell] of [
    ['9.90100190101075E+17', false],
    ['990100190101075000', true],
  ] as const) {
    const verdict = judgeUscc(text, { fromNumericCell });
    assert(verdict.kind === 'invalid' && verdict.error === 'precision-lost' && verdict.idCard, text);
  }
  const shortForm = judgeUscc('9.901E+17');
  assert(shortForm.kind === 'invalid' && !shortForm.idCard, 'no birth date is left to mask');
});

test('an all-digit code for which both checks hold is a code, even with a date in the middle', () => {
  const dated = '919901195001150319';
  assert(looksLikeIdCard(dated));
  assert.deepEqual(judgeUscc(dated), { kind: 'valid', code: dated });
});

test('such a code with one figure mistyped is taken for an identity number, and masked', () => {
  const verdict = judgeUscc('919901195001150318');
  assert(verdict.kind === 'invalid' && verdict.idCard);
});

test('every single substitution in 200 codes fails the outer check, so none is valid or valid-outer as another code', () => {
  for (const code of CODES) {
    for (let at = 0; at < code.length; at++) {
      for (const by of USCC_ALPHABET) {
        if (by === code[at]) continue;
        const mutated = replacedAt(code, at, by);
        assert(!outerHolds(mutated), `the outer check misses ${code} -> ${mutated}`);
        const { kind } = judgeUscc(mutated);
        assert(kind === 'invalid' || kind === 'inner-only', `${mutated} is judged ${kind}`);
      }
    }
  }
});

test('every swap of two neighbours in 200 codes fails the outer check, the check character included', () => {
  for (const code of CODES) {
    for (let at = 0; at < code.length - 1; at++) {
      const mutated = swappedAt(code, at);
      if (mutated === code) continue;
      assert(!outerHolds(mutated), `the outer check misses ${code} -> ${mutated}`);
      const { kind } = judgeUscc(mutated);
      assert(kind === 'invalid' || kind === 'inner-only', `${mutated} is judged ${kind}`);
    }
  }
});

test('an error outside positions 9-17 always leaves the inner check intact: inner-only is no evidence by itself', () => {
  for (const code of CODES.slice(0, 50)) {
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 17]) {
      const mutated = replacedAt(code, at, code[at] === '3' ? '5' : '3');
      assert(innerHolds(mutated));
      const verdict = judgeUscc(mutated);
      assert(verdict.kind === 'inner-only' || (verdict.kind === 'invalid' && verdict.idCard), mutated);
    }
  }
});

test('within its body the inner check misses exactly the substitutions by a value 11, 22 or 33 away', () => {
  const orgAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const code of CODES.slice(0, 50)) {
    for (let at = 8; at < 16; at++) {
      for (const by of USCC_ALPHABET) {
        if (by === code[at]) continue;
        const distance = orgAlphabet.indexOf(by) - orgAlphabet.indexOf(code.charAt(at));
        assert.equal(innerHolds(replacedAt(code, at, by)), distance % 11 === 0);
      }
    }
  }
});

test('a verdict of valid means that both checks hold, whatever the text was', () => {
  fc.assert(
    fc.property(fc.oneof(alphabetText(18), fc.string(), anyCode), (text) => {
      const verdict = judgeUscc(text);
      if (verdict.kind === 'invalid') return;
      assert.equal(outerHolds(verdict.code), verdict.kind !== 'inner-only');
      assert.equal(innerHolds(verdict.code), verdict.kind !== 'valid-outer');
      assert.equal(verdict.code, normaliseCode(text));
    }),
    { numRuns: 500 },
  );
});

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => normaliseCode(normaliseCode(text)) === normaliseCode(text)),
  );
  assert.equal(normaliseCode(' ａ-1\u00a0\u3000\u200b\u2060b '), 'A-1B', 'hyphens stay');
});

test('an organisation code holds with or without its hyphen, and only with its own check character', () => {
  for (const text of ['MA56K072-1', 'ma56k0721', 'ＭＡ５６Ｋ０７２－１', 'MA56K072–1']) {
    assert.deepEqual(judgeOrgCode(text), { kind: 'valid', code: 'MA56K0721' });
  }
  for (const text of ['MA56K0722', 'MA56K072', '000000000', ''])
    assert.deepEqual(judgeOrgCode(text), { kind: 'invalid' });
  fc.assert(
    fc.property(
      alphabetText(8),
      (body) => body === '00000000' || judgeOrgCode(body + orgCodeCheckCharacter(body)).kind === 'valid',
    ),
  );
});
