import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { composeUscc, judgeUscc, orgCodeCheckCharacter, usccCheckCharacter } from '../../kernel/codes.ts';
import { nameKey } from '../../kernel/text.ts';
import { type Claim, identify, identifyForRegister } from './identify.ts';
import { type KnownSubject, RegisterView } from './register-view.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Invented; region 990100 exists nowhere. */
const ID_CARD = '990100199003078213';

const HELD = composeUscc('91990100', 'MA0AAAA1');
const OTHER = composeUscc('91990100', 'MA0BBBB2');
const FRESH = composeUscc('91990100', 'MA0CCCC3');
const PROVISIONAL = composeUscc('91990100', 'MA0DDDD4');
const RETIRED = composeUscc('91990100', 'MA0EEEE5');
/** Its outer check fails, its inner one holds; the register has it so. */
const LEGACY = withOuterBroken(composeUscc('91990100', 'MA0FFFF6'));
const LEGACY_UNHELD = withOuterBroken(composeUscc('91990100', 'MA0GGGG7'));
const BODY_BROKEN = withInnerBroken('91990100MA0HHHH8');

function withOuterBroken(code: string): string {
  const next = ALPHABET[(ALPHABET.indexOf(code[17] ?? '') + 1) % ALPHABET.length];
  return code.slice(0, 17) + next;
}

function withInnerBroken(first16: string): string {
  const wrong = orgCodeCheckCharacter(first16.slice(8)) === '1' ? '2' : '1';
  return first16 + wrong + usccCheckCharacter(first16 + wrong);
}

function known(code: string, name: string, more: Partial<KnownSubject> & { former?: string } = {}): KnownSubject {
  const { former, ...rest } = more;
  const keys = [name, ...(former === undefined ? [] : [former])].map(nameKey);
  return {
    subjectId: code,
    code,
    standing: 'registered',
    kind: 'enterprise',
    name,
    nameKeys: new Set(rest.standing === 'retired' ? [] : keys),
    foundedOn: null,
    ...rest,
  };
}

function register(): RegisterView {
  const view = new RegisterView();
  view.add(known(HELD, '青禾（新湖）商贸有限公司', { former: '新湖商店' }));
  view.add(known(OTHER, '白露食品有限公司'));
  view.add(known(PROVISIONAL, '谷雨建材有限公司', { standing: 'provisional' }));
  view.add(known(RETIRED, '霜降物流有限公司', { standing: 'retired' }));
  view.add(known(LEGACY, '立夏农业有限公司'));
  return view;
}

const claim = (code: string | null, name: string | null, more: Partial<Claim> = {}): Claim => ({
  name,
  verdict: code === null ? null : judgeUscc(code),
  orgCode: null,
  oldNumbers: [],
  ...more,
});

const verdictOf = (...args: Parameters<typeof claim>): string => {
  const found = identify(claim(...args), register());
  if (found.kind === 'known') return `known ${found.subject.subjectId}`;
  if (found.kind === 'new') return `new ${found.code}${found.bodyCheckFails ? ' uscc-body' : ''}`;
  if (found.kind === 'refused') return found.error;
  return `${found.reason} ${found.candidates.map(({ subjectId }) => subjectId).join(' ')}`.trim();
};

test('a code held under the same name is that subject, however name and code are written', () => {
  for (const name of [
    '青禾（新湖）商贸有限公司',
    '青禾(新湖)商贸有限公司',
    '青禾 〔新湖〕商贸有限公司',
    '青禾（新湖）商貿有限公司',
    '新湖商店',
  ]) {
    assert.equal(verdictOf(HELD, name), `known ${HELD}`, name);
  }
  assert.equal(verdictOf(`${HELD.slice(0, 8)} ${HELD.slice(8).toLowerCase()}`, '新湖商店'), `known ${HELD}`);
});

test('a code held under another name is never believed', () => {
  assert.equal(verdictOf(HELD, '白露食品有限公司'), `name-mismatch ${HELD} ${OTHER}`);
  assert.equal(verdictOf(HELD, '谁也没有的名称'), `name-mismatch ${HELD}`);
});

test('a valid code that nobody holds is new, unless another code holds the name', () => {
  assert.equal(verdictOf(FRESH, '大雪文化有限公司'), `new ${FRESH}`);
  assert.equal(verdictOf(FRESH, '白露食品有限公司'), `name-mismatch ${OTHER}`);
  assert.equal(verdictOf(FRESH, '新湖商店'), `name-mismatch ${HELD}`, 'also as a former name');
  assert.equal(verdictOf(FRESH, '谷雨建材有限公司'), `name-mismatch ${PROVISIONAL}`, 'also provisionally');
});

test('a second name for a provisional code waits for a person', () => {
  assert.equal(verdictOf(PROVISIONAL, '谷雨建材有限公司'), `known ${PROVISIONAL}`);
  assert.equal(verdictOf(PROVISIONAL, '大雪文化有限公司'), `name-mismatch ${PROVISIONAL}`);
});

test('a retired subject answers to nothing; its code may be spoken of anew', () => {
  assert.equal(verdictOf(RETIRED, '霜降物流有限公司'), `new ${RETIRED}`);
});

test('a code whose outer check fails is believed only where the register holds exactly it', () => {
  assert.equal(verdictOf(LEGACY, '立夏农业有限公司'), `known ${LEGACY}`);
  assert.equal(verdictOf(LEGACY_UNHELD, '大雪文化有限公司'), 'near-miss');
  assert.equal(verdictOf(withOuterBroken(HELD), '大雪文化有限公司'), `near-miss ${HELD}`);
  assert.equal(verdictOf(withOuterBroken(HELD), '白露食品有限公司'), `near-miss ${HELD} ${OTHER}`);
});

test('a code whose inner check fails is taken, and said so', () => {
  assert.equal(verdictOf(BODY_BROKEN, '大雪文化有限公司'), `new ${BODY_BROKEN} uscc-body`);
});

test('what is no code is refused, whoever holds the name', () => {
  assert.equal(verdictOf('123', '白露食品有限公司'), 'uscc-format');
  assert.equal(verdictOf(ID_CARD, '白露食品有限公司'), 'uscc-is-id-card');
  assert.equal(verdictOf('9.14403E+17', '白露食品有限公司'), 'precision-lost');
});

test('without a code an organisation code or a unique old number leads to a subject of that name, and a name alone does not', () => {
  const view = register();
  const holder = view.get(HELD);
  const other = view.get(OTHER);
  assert(holder && other);
  view.addOldNumber('440300000000001', holder);
  view.addOldNumber('440300000000002', holder);
  view.addOldNumber('440300000000002', other);
  const orgCode = HELD.slice(8, 17);
  const hyphenated = `${orgCode.slice(0, 8)}-${orgCode.slice(8)}`;
  for (const written of [orgCode, hyphenated, hyphenated.replace('-', '－'), hyphenated.replace('-', '–')]) {
    const found = identify(claim(null, '新湖商店', { orgCode: written }), view);
    assert.equal(found.kind === 'known' && found.subject.subjectId, HELD, written);
  }
  const by = (oldNumbers: string[], name: string) => identify(claim(null, name, { oldNumbers }), view);
  assert.equal(by(['440300000000001'], '新湖商店').kind, 'known');
  for (const found of [by(['440300000000002'], '新湖商店'), by(['440300000000009'], '新湖商店'), by([], '新湖商店')]) {
    assert.equal(found.kind === 'unresolved' && found.reason, 'no-code');
    assert(found.kind === 'unresolved' && found.candidates.some(({ subjectId }) => subjectId === HELD));
  }
  const misnamed = identify(claim(null, '白露食品有限公司', { orgCode }), view);
  assert.equal(misnamed.kind === 'unresolved' && misnamed.reason, 'name-mismatch');
});

test('the organisation code of a held code leads there even where its own check fails', () => {
  const view = register();
  view.add(known(BODY_BROKEN, '大雪文化有限公司'));
  const found = identify(claim(null, '大雪文化有限公司', { orgCode: BODY_BROKEN.slice(8, 17) }), view);
  assert.equal(found.kind, 'known');
});

const registered = (code: string, name: string): string => {
  const found = identifyForRegister({ code, name, verdict: judgeUscc(code) }, register());
  if (found.kind === 'known') return `known ${found.subject.subjectId}`;
  if (found.kind === 'new') return `new${found.warning === null ? '' : ` ${found.warning}`}`;
  return found.kind === 'refused' ? found.error : found.reason;
};

test('the register renames its own, brings in what it alone may, and gives no name to two codes', () => {
  assert.equal(registered(HELD, '大雪文化有限公司'), `known ${HELD}`);
  assert.equal(registered(PROVISIONAL, '大雪文化有限公司'), `known ${PROVISIONAL}`);
  assert.equal(registered(FRESH, '大雪文化有限公司'), 'new');
  assert.equal(registered(LEGACY_UNHELD, '大雪文化有限公司'), 'new legacy-nonconforming');
  assert.equal(registered(LEGACY, '立夏农业有限公司'), `known ${LEGACY}`);
  assert.equal(registered(BODY_BROKEN, '大雪文化有限公司'), 'new uscc-body');
  assert.equal(registered(FRESH, '白露食品有限公司'), 'name-mismatch');
  assert.equal(registered(HELD, '白露食品有限公司'), 'name-mismatch');
});

test('in the register, too, an error comes before a question', () => {
  assert.equal(registered('91990100MA0AAAA1Y8', '白露食品有限公司'), 'uscc-check-digit');
  assert.equal(registered(ID_CARD, '白露食品有限公司'), 'uscc-is-id-card');
});

test('names of provisional subjects do not stand in the register’s way', () => {
  assert.equal(registered(FRESH, '谷雨建材有限公司'), 'new');
});

test('a name the register has just given away is free for the rows that follow, and its new owner’s is not', () => {
  const view = register();
  view.rename(HELD, '大雪文化有限公司');
  const at = (name: string) => identifyForRegister({ code: FRESH, name, verdict: judgeUscc(FRESH) }, view).kind;
  assert.equal(at('大雪文化有限公司'), 'unresolved');
  assert.equal(at('青禾（新湖）商贸有限公司'), 'new');
});

/** A slip of the finger: one character replaced, or two neighbours swapped. */
function* slips(code: string): Generator<string> {
  for (let at = 0; at < code.length; at += 1) {
    for (const character of ALPHABET) {
      if (character !== code[at]) yield code.slice(0, at) + character + code.slice(at + 1);
    }
    const [left, right] = [code[at], code[at + 1]];
    if (right !== undefined && left !== right) yield code.slice(0, at) + right + left + code.slice(at + 2);
  }
}

const body = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 8, maxLength: 8 });
const prefix = fc.constantFrom('91990100', '92990101', '52990102', '12990103', 'N2990101', 'A1990100');
const codes = fc.uniqueArray(
  fc.tuple(prefix, body).map(([first, rest]) => composeUscc(first, rest)),
  {
    minLength: 20,
    maxLength: 20,
  },
);

test('no slip of a code beside the right name ever leads to another organisation, or brings one in', () => {
  fc.assert(
    fc.property(codes, (held) => {
      const view = new RegisterView();
      for (const [at, code] of held.entries()) view.add(known(code, `青禾第${at}号有限公司`));
      for (const [at, code] of held.entries()) {
        const name = `青禾第${at}号有限公司`;
        for (const slip of slips(code)) {
          const found = identify(claim(slip, name), view);
          const attached = found.kind === 'known' ? found.subject.subjectId : found.kind === 'new' ? found.code : null;
          assert(attached === null || attached === code, `${slip} for ${code} was attached to ${attached}`);
        }
      }
    }),
    { numRuns: 10 },
  );
});
