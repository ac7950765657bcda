import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workingDaysBetween } from '../../kernel/working-days.ts';
import type { Cell } from '../../platform/files/index.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { RegisterView } from '../subjects/register-view.ts';
import { judgeRow } from './judge-row.ts';
import { placeRow } from './place-row.ts';
import {
  BUREAU,
  headFor,
  judged,
  LICENCE,
  notAPerson,
  PENALTY,
  subject,
  TODAY,
  tableRow,
  type Written,
} from './rows-fixture.ts';

/** Invented; region 990100 exists nowhere. Its own check character is right. */
const ID_CARD = '990100199003078213';

const catalogue = await bundledCatalogue();
const categoryOf = (code: string) => {
  const found = catalogue.category(code);
  assert(found !== undefined);
  return found;
};
const licence = categoryOf('licence');
const penalty = categoryOf('penalty');
const registration = categoryOf('registration');

type Changes = Readonly<Record<string, Written | undefined>>;
const whole = { licence: LICENCE, penalty: PENALTY } as const;

/** What a row becomes when the register holds its organisation. */
function place(code: 'licence' | 'penalty', changes: Changes = {}) {
  const category = categoryOf(code);
  const { head, row } = judged(category, whole[code], changes);
  if ('person' in row) return { outcome: 'rejected' as const, findings: [row.person] };
  const register = new RegisterView();
  const key = '青禾东方恒泰物流有限公司';
  register.add(subject('91990100MAB04BY3X7', key, { nameKeys: new Set([key]), foundedOn: '2008-09-28' }));
  return placeRow(
    row,
    head,
    { catalogue, category, sender: BUREAU, receivedOn: TODAY, history: false, lateDays: new Map() },
    register,
  );
}

const errorsOf = (code: 'licence' | 'penalty', changes: Changes) => {
  const placed = place(code, changes);
  assert.equal(placed.outcome, 'rejected', JSON.stringify(placed));
  return placed.outcome === 'rejected' ? placed.findings : [];
};

test('a whole row is placed without a word', () => {
  for (const code of ['licence', 'penalty'] as const) {
    const placed = place(code);
    assert.equal(placed.outcome, 'placed');
    if (placed.outcome === 'placed') assert.deepEqual(placed.row.warnings, []);
  }
});

const number = (text: string): Cell => ({ text, kind: 'number', serial: Number(text) });
const long = '长'.repeat(201);
const wrongs: [what: string, category: 'licence' | 'penalty', changes: Changes, code: string, column: string][] = [
  ['an empty required cell', 'licence', { 许可内容: ' ' }, 'required', '许可内容'],
  ['neither code nor name', 'licence', { 行政相对人名称: '', 统一社会信用代码: '' }, 'required', '行政相对人名称'],
  ['a code without a name', 'licence', { 行政相对人名称: '' }, 'required', '行政相对人名称'],
  ['a name longer than the field', 'licence', { 行政相对人名称: long }, 'too-long', '行政相对人名称'],
  ['a day that is none', 'licence', { 许可决定日期: '2026-02-30' }, 'bad-date', '许可决定日期'],
  ['a decision of tomorrow', 'licence', { 许可决定日期: '2026-11-21' }, 'date-in-future', '许可决定日期'],
  ['an end before the start', 'licence', { 有效期至: '2026-03-13' }, 'date-order', '有效期至'],
  ['a kind the standard does not know', 'licence', { 许可类别: '年检' }, 'bad-enum', '许可类别'],
  ['words for an amount', 'penalty', { '罚款金额（万元）': '贰万' }, 'bad-amount', '罚款金额（万元）'],
  ['a negative amount', 'penalty', { '罚款金额（万元）': '-2' }, 'bad-amount', '罚款金额（万元）'],
  ['commas that group nothing', 'penalty', { '罚款金额（万元）': '1,00' }, 'bad-amount', '罚款金额（万元）'],
  ['a fine without its amount', 'penalty', { '罚款金额（万元）': '' }, 'amount-required', '罚款金额（万元）'],
  ['yuan in a column of ten thousands', 'penalty', { '罚款金额（万元）': '20000' }, 'amount-unit', '罚款金额（万元）'],
  ['a code of 17 characters', 'licence', { 统一社会信用代码: '91990100MAB04BY3X' }, 'uscc-format', '统一社会信用代码'],
  ['zeros for a code', 'licence', { 统一社会信用代码: '0'.repeat(18) }, 'uscc-format', '统一社会信用代码'],
  [
    'a code with a letter the standard lacks',
    'licence',
    { 统一社会信用代码: '91990100MAB04BO3X7' },
    'uscc-format',
    '统一社会信用代码',
  ],
  [
    'a code both of whose checks fail',
    'licence',
    { 统一社会信用代码: '91990100MAB04BY3Y8' },
    'uscc-check-digit',
    '统一社会信用代码',
  ],
  ['an identity number for a code', 'licence', { 统一社会信用代码: ID_CARD }, 'uscc-is-id-card', '统一社会信用代码'],
  [
    'a code in scientific notation',
    'licence',
    { 统一社会信用代码: '9.14403E+17' },
    'precision-lost',
    '统一社会信用代码',
  ],
  [
    'a code of 18 digits in a numeric cell',
    'licence',
    { 统一社会信用代码: number('919901001234567890') },
    'precision-lost',
    '统一社会信用代码',
  ],
  ['a formula, whatever it shows', 'licence', { 许可内容: { text: '准予', kind: 'formula' } }, 'formula', '许可内容'],
  ['an error of the spreadsheet', 'licence', { 许可内容: { text: '#REF!', kind: 'error' } }, 'formula', '许可内容'],
  ['characters lost in decoding', 'licence', { 许可内容: '准予\uFFFD工' }, 'encoding', '许可内容'],
  [
    'a deciding authority of others',
    'licence',
    { 许可机关统一社会信用代码: '11990100MBJEDWW93U' },
    'agency-code',
    '许可机关统一社会信用代码',
  ],
  ['a natural person by kind', 'licence', { 行政相对人类别: '自然人' }, 'natural-person-not-allowed', '行政相对人类别'],
];

for (const [what, category, changes, code, column] of wrongs) {
  test(`${what} is ${code}, at its column and with a sentence`, () => {
    const findings = errorsOf(category, changes);
    const found = findings.find((finding) => finding.code === code);
    assert(found !== undefined, JSON.stringify(findings));
    assert.equal(found.column, column);
    assert.match(found.message, /请|平台未保存/, 'the sentence says how to mend the row');
    // neither code nor name: two fields are empty
    const alone = findings.length === 1 || (code === 'required' && findings.length === 2);
    assert(alone, JSON.stringify(findings));
  });
}

test('all errors of a row are told, in the order of its columns', () => {
  const changes = { 许可类别: '年检', 许可决定日期: '昨天', 许可内容: '', 统一社会信用代码: '123' };
  assert.deepEqual(
    errorsOf('licence', changes).map(({ code }) => code),
    ['uscc-format', 'bad-enum', 'required', 'bad-date'],
  );
});

test('each of several columns that a submitted row lacks is told', () => {
  const findings = errorsOf('licence', { 许可内容: undefined, 许可决定日期: undefined, 许可机关: undefined });
  assert.deepEqual(findings.map(({ code, column }) => [code, column]).sort(), [
    ['required', '许可内容'],
    ['required', '许可决定日期'],
    ['required', '许可机关'],
  ]);
});

test('a row of a natural person leaves nothing but where it stood', () => {
  const persons: Changes[] = [
    { 行政相对人类别: '自然人', 行政相对人名称: '张三', 统一社会信用代码: '' },
    { 行政相对人名称: '张三', 统一社会信用代码: '', 证件号码: ID_CARD },
    { 行政相对人名称: '张三', 统一社会信用代码: ID_CARD, 证件号码: '护照 E12345678', 许可内容: '' },
    { 行政相对人类别: '个人', 行政相对人名称: '张三', 许可决定日期: '昨天' },
  ];
  for (const changes of persons) {
    const { row } = judged(licence, LICENCE, changes);
    assert('person' in row, JSON.stringify(row));
    assert.deepEqual(Object.keys(row).sort(), ['person', 'row', 'sheet']);
    assert.doesNotMatch(JSON.stringify(row), /张三|9901|E12345678/);
    assert.equal(row.person.code, 'natural-person-not-allowed');
  }
});

test('the number of a sole trader’s operator is dropped and the row stays', () => {
  const { row } = judged(licence, LICENCE, { 证件号码: ID_CARD, 法定代表人证件号码: ID_CARD });
  assert.doesNotMatch(JSON.stringify(notAPerson(row)), new RegExp(ID_CARD));
  assert.deepEqual(notAPerson(row).findings, []);
});

test('an identity number in a column for organisations’ numbers is not held, and refused where no code stands beside it', () => {
  const numbers = { 组织机构代码: ID_CARD, 税务登记号: ` ${ID_CARD.slice(0, 6)} ${ID_CARD.slice(6)}` };
  const beside = notAPerson(judged(licence, LICENCE, numbers).row);
  assert.doesNotMatch(JSON.stringify(beside), /19900307/);
  assert.deepEqual(beside.findings, []);
  const alone = errorsOf('licence', { ...numbers, 统一社会信用代码: '' });
  assert.deepEqual(
    alone.map(({ code }) => code),
    ['uscc-is-id-card', 'uscc-is-id-card'],
  );
  assert.doesNotMatch(JSON.stringify(alone), /19900307/);
});

test('no message repeats an identity number, whichever column it stands in', () => {
  const spaced = `${ID_CARD.slice(0, 6)} ${ID_CARD.slice(6, 14)} ${ID_CARD.slice(14)}`;
  for (const column of Object.keys(LICENCE)) {
    for (const text of [ID_CARD, spaced, `张三${ID_CARD}`]) {
      const placed = place('licence', { [column]: text });
      if (placed.outcome === 'placed') continue; // held as written; a reader masks it
      const told = placed.outcome === 'rejected' ? placed.findings : [placed.finding];
      assert.doesNotMatch(JSON.stringify(told), /19900307/, `${column} ${text}`);
    }
  }
});

test('without end is written in many ways and held in one', () => {
  const ends: Written[] = [
    '2099/12/31',
    '2099-12-31',
    '2099年12月31日',
    '长期',
    '—',
    '-',
    '',
    '　',
    { text: '2099-12-31', kind: 'date', date: '2099-12-31', serial: 73050 },
    { text: '73050', kind: 'number', serial: 73050 },
  ];
  for (const 有效期至 of ends) {
    const row = notAPerson(judged(licence, LICENCE, { 有效期至 }).row);
    assert.equal(row.values.validUntil, null, JSON.stringify(有效期至));
    assert.deepEqual(row.findings, []);
  }
});

test('real date cells and serial numbers are the dates they show', () => {
  const cells: Cell[] = [
    { text: '2026-03-14', kind: 'date', date: '2026-03-14', serial: 46095 },
    { text: '46095', kind: 'number', serial: 46095 },
    { text: '46095', kind: 'text' },
  ];
  for (const cell of cells) {
    assert.equal(notAPerson(judged(licence, LICENCE, { 许可决定日期: cell }).row).values.decidedOn, '2026-03-14');
  }
});

test('amounts come out in yuan, by the unit of the heading', () => {
  const fineOf = (changes: Changes) => notAPerson(judged(penalty, PENALTY, changes).row).values.fine;
  assert.equal(fineOf({}), '20000.00');
  assert.equal(fineOf({ '罚款金额（万元）': '0.000001', 处罚内容: '罚款' }), '0.01');
  assert.equal(fineOf({ '罚款金额（万元）': undefined, '罚款金额（元）': '20，000' }), '20000.00');
  assert.equal(fineOf({ '罚款金额（万元）': '0', 处罚内容: '罚款' }), '0.00');
});

test('an amount that contradicts the text otherwise is a warning; seized goods need no price', () => {
  const row = notAPerson(judged(penalty, PENALTY, { '罚款金额（万元）': '3' }).row);
  assert.deepEqual(row.findings, []);
  assert.deepEqual(
    row.warnings.map(({ code }) => code),
    ['amount-differs'],
  );
  const seized = { 处罚类别: '没收违法所得、没收非法财物', 处罚内容: '没收电线一批', '罚款金额（万元）': '' };
  assert.deepEqual(notAPerson(judged(penalty, PENALTY, seized).row).findings, []);
});

test('several kinds stand in one cell in any order and with any joiner', () => {
  const kindsOf = (kinds: string) => notAPerson(judged(penalty, PENALTY, { 处罚类别: kinds }).row).values.kinds;
  const both = ['罚款', '没收违法所得、没收非法财物'];
  for (const text of [
    '没收违法所得、没收非法财物、罚款',
    '罚款；没收违法所得、没收非法财物',
    '罚款\n没收违法所得、没收非法财物',
  ]) {
    assert.deepEqual([...(kindsOf(text) ?? [])].sort(), [...both].sort(), text);
  }
});

test('bare 其他 is taken with a warning, with words after it without', () => {
  const warned = (许可类别: string) =>
    notAPerson(judged(licence, LICENCE, { 许可类别 }).row).warnings.map(({ code }) => code);
  assert.deepEqual(warned('其他'), ['other-unnamed']);
  for (const named of ['其他-备案', '其他：备案', '其他（备案）', '其它 备案'])
    assert.deepEqual(warned(named), [], named);
});

test('an edition without the amount column is excused from it', () => {
  const head = headFor(penalty, [
    'CF_XDR_MC',
    'CF_XDR_SHXYM',
    'CF_WSH',
    'CF_CFMC',
    'CF_CFLB1',
    'CF_CFLB2',
    'CF_SY',
    'CF_YJ',
    'CF_JG',
    'CF_JDRQ',
    'CF_XZJG',
    'CF_ZT',
  ]);
  const cells = [
    '某公司',
    '91990100MAB04BY3X7',
    '号',
    '案',
    '罚款',
    '警告',
    '事实',
    '依据',
    '罚款2万元',
    '2018-01-02',
    '某局',
    '1',
  ];
  const row = notAPerson(judgeRow(tableRow(2, cells), head, penalty, TODAY));
  assert.deepEqual(row.findings, []);
  assert.deepEqual(new Set(row.values.kinds), new Set(['罚款', '警告']));
  assert.equal(penalty.meansOf('status', String(row.values.status)), 'revoked', 'the old 1 is 撤销');
});

test('a deciding authority that is no organ, and a decision before the founding, are warnings', () => {
  const company = '91990100MAB04BY3X7';
  const head = judged(licence, LICENCE, {
    许可机关统一社会信用代码: company,
    许可决定日期: '2008-09-27',
    有效期自: '',
  });
  const register = new RegisterView();
  register.add(
    subject(company, '青禾东方恒泰物流有限公司', {
      nameKeys: new Set(['青禾东方恒泰物流有限公司']),
      foundedOn: '2008-09-28',
    }),
  );
  const sender = { ...BUREAU, authorities: new Map([...BUREAU.authorities, [company, '青禾东方恒泰物流有限公司']]) };
  const row = notAPerson(head.row);
  row.findings = [];
  const placed = placeRow(
    row,
    head.head,
    { catalogue, category: licence, sender, receivedOn: TODAY, history: false, lateDays: new Map() },
    register,
  );
  assert.equal(placed.outcome, 'placed');
  if (placed.outcome === 'placed') {
    assert.deepEqual(placed.row.warnings.map(({ code }) => code).sort(), ['authority-kind', 'decided-before-founding']);
  }
});

test('a decision is late when more working days have passed than its item gives', () => {
  const { head, row } = judged(licence, LICENCE, {});
  const name = '青禾东方恒泰物流有限公司';
  const register = new RegisterView();
  register.add(subject('91990100MAB04BY3X7', name, { nameKeys: new Set([name]) }));
  const good = notAPerson(row);
  const decided = fc.date({ min: new Date('2026-10-20'), max: new Date('2026-11-25'), noInvalidDate: true });
  fc.assert(
    fc.property(decided, fc.integer({ min: 1, max: 12 }), (instant, days) => {
      const decidedOn = instant.toISOString().slice(0, 10);
      const category = { ...licence, publishWithinWorkingDays: days } as typeof licence;
      const desk = { catalogue, category, sender: BUREAU, receivedOn: TODAY, history: false, lateDays: new Map() };
      const placed = placeRow({ ...good, values: { ...good.values, decidedOn } }, head, desk, register);
      assert(placed.outcome === 'placed');
      assert.equal(placed.row.late, workingDaysBetween(decidedOn, TODAY, catalogue.workingDays).days > days);
    }),
  );
});

test('a kind of subject that the item does not take is subject-kind', () => {
  const grade = categoryOf('tax-grade-a');
  const fields = {
    名称: '青禾市生态环境局',
    统一社会信用代码: '11990100MBJEDWW93U',
    评价年度: '2025',
    认定单位: BUREAU.name,
    认定单位统一社会信用代码: BUREAU.code,
  };
  const { head, row } = judged(grade, fields);
  const desk = { catalogue, category: grade, sender: BUREAU, receivedOn: TODAY, history: false, lateDays: new Map() };
  const placed = placeRow(notAPerson(row), head, desk, new RegisterView());
  assert.equal(placed.outcome === 'rejected' ? placed.findings[0]?.code : placed.outcome, 'subject-kind');
});

test('a list comes only from the agency registered for it, and one this office decides from none', () => {
  const serious = categoryOf('serious-dishonesty');
  const fields = {
    名称: '青禾东方恒泰物流有限公司',
    统一社会信用代码: '91990100MAB04BY3X7',
    名单类型: '重大税收违法失信主体',
    列入事由: '逃税',
    列入依据: '某办法第五条',
    决定文书号: '青税列〔2026〕1号',
    认定单位: BUREAU.name,
    认定单位统一社会信用代码: BUREAU.code,
    认定日期: '2026-03-01',
    送达日期: '2026-03-02',
    有效期至: '2029-03-01',
    移出条件: '缴清',
  };
  const codesOf = (list: string, lists: string[] = []) => {
    const { head, row } = judged(serious, fields, { 名单类型: list });
    const desk = {
      catalogue,
      category: serious,
      sender: { ...BUREAU, lists: new Set(lists) },
      receivedOn: TODAY,
      history: false,
      lateDays: new Map(),
    };
    const placed = placeRow(notAPerson(row), head, desk, new RegisterView());
    return placed.outcome === 'rejected' ? placed.findings.map(({ code }) => code) : [placed.outcome];
  };
  assert.deepEqual(codesOf('重大税收违法失信主体', ['tax-serious']), ['placed']);
  assert.deepEqual(codesOf('重大税收违法失信主体'), ['agency-code']);
  assert.deepEqual(codesOf('政府采购严重违法失信行为记录名单', ['procurement-serious']), ['list-by-casework']);
  assert.deepEqual(codesOf('不守交通规则名单', ['tax-serious']), ['out-of-catalogue']);
});

test('a row of the register without a code is required to have one', () => {
  const fields = {
    单位名称: '新湖商贸有限公司',
    统一社会信用代码: '',
    主体类型: '企业法人',
    成立日期: '2020-01-01',
    登记状态: '存续',
  };
  const { head, row } = judged(registration, fields);
  const desk = {
    catalogue,
    category: registration,
    sender: BUREAU,
    receivedOn: TODAY,
    history: false,
    lateDays: new Map(),
  };
  const placed = placeRow(notAPerson(row), head, desk, new RegisterView());
  assert.deepEqual(placed.outcome === 'rejected' ? placed.findings.map(({ code }) => code) : placed.outcome, [
    'required',
  ]);
});
