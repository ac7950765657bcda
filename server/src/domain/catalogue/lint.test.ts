import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { lintCatalogue } from './lint.ts';
import type { Entry } from './read-folder.ts';
import { repealing } from './repealing.ts';
import { assertRefused, type Broken, field } from './testing/broken.ts';
import { bundledEntries, changed } from './testing/bundled.ts';

const TODAY = '2026-11-21';
let bundled: Entry[];
before(async () => {
  bundled = await bundledEntries();
});

const cited = (clause: string) => ({ clause, verified: false });

const BROKEN: readonly Broken[] = [
  {
    promise: 'refuses a key it does not know, so that no rule is lost by a misspelling',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body, { publicty: body.publicity }),
    finding: ['shape', '/publicty'],
  },
  {
    promise: 'refuses a window with two ends or none',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body.use, { until: { term: { years: 3 }, endless: true } }),
    finding: ['shape', '/use/until'],
  },
  {
    promise: 'refuses a code that is not the name of its file',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body, { code: 'penalties' }),
    finding: ['code-differs', '/code'],
  },
  {
    promise: 'refuses texts over length',
    file: ['measures', 'green-channel'],
    change: (body) => Object.assign(body, { name: '绿'.repeat(81) }),
    finding: ['too-long', '/name'],
  },
  {
    promise: 'refuses a day both off and worked, which the calendar could not compile',
    file: ['calendars', '2026'],
    change: (body) => body.workdays.push('2026-10-04'),
    finding: ['twice', '/workdays/6'],
  },
  {
    promise: 'refuses a day that stands with the notice of another year as well',
    file: ['calendars', '2007'],
    change: (body) => body.holidays.push('2007-12-31'),
    finding: ['twice', '/holidays/1'],
  },
  {
    promise: 'refuses a day that no notice of its year moves',
    file: ['calendars', '2026'],
    change: (body) => body.holidays.push('2025-12-28'),
    finding: ['day-out-of-year', '/holidays/33'],
  },
  {
    promise: 'refuses a day of the year after',
    file: ['calendars', '2026'],
    change: (body) => body.holidays.push('2027-01-01'),
    finding: ['day-out-of-year', '/holidays/33'],
  },
  {
    promise: 'refuses a weekday as a weekend day worked',
    file: ['calendars', '2026'],
    change: (body) => body.workdays.push('2026-03-02'),
    finding: ['not-a-weekend', '/workdays/6'],
  },
  {
    promise: 'refuses a trigger that lapses on a category that is not there',
    file: ['triggers', 'honoured'],
    change: (body) => Object.assign(body, { lapsesOn: ['no-such-list'] }),
    finding: ['dangling', '/lapsesOn/0'],
  },
  {
    promise: 'refuses a trigger that lapses on what is no list',
    file: ['triggers', 'honoured'],
    change: (body) => Object.assign(body, { lapsesOn: ['penalty'] }),
    finding: ['wrong-field', '/lapsesOn/0'],
  },
  {
    promise: 'refuses to let an adverse ground lapse',
    file: ['triggers', 'listed-serious'],
    change: (body) => Object.assign(body, { lapsesOn: ['judgment-default'] }),
    finding: ['wrong-field', '/lapsesOn'],
  },
  {
    promise: 'refuses a rule without basis',
    file: ['triggers', 'honoured'],
    change: (body) => delete body.basis,
    finding: ['missing-basis', '/basis'],
  },
  {
    promise: 'refuses an empty basis',
    file: ['lists', 'tax-serious'],
    change: (body) => Object.assign(body, { basis: [] }),
    finding: ['missing-basis', '/basis'],
  },
  {
    promise: 'refuses natural persons as subjects of a category',
    file: ['categories', 'penalty'],
    change: (body) => body.subjects.push('person'),
    finding: ['person-subject', '/subjects/9'],
  },
  {
    promise: 'refuses natural persons as targets of a measure',
    file: ['measures', 'procurement-ban'],
    change: (body) => body.targets.push('natural-person'),
    finding: ['person-subject', '/targets/8'],
  },
  {
    promise: 'refuses one heading for two columns',
    file: ['categories', 'licence'],
    change: (body) => field(body, 'certificateName').aliases.push('许可编号（必填）'),
    finding: ['twice', '/fields/18'],
  },
  {
    promise: 'refuses one spelling for two terms',
    file: ['enumerations', 'penalty-kinds'],
    change: (body) => body.terms.push({ term: '训诫', aliases: ['警告'] }),
    finding: ['twice', '/terms/13'],
  },
  {
    promise: 'refuses one name for two lists',
    file: ['lists', 'tax-serious'],
    change: (body) => body.aliases.push('海关失信企业'),
    finding: ['twice', '/name'],
  },
  {
    promise: 'refuses a clause of an instrument it does not hold',
    file: ['measures', 'procurement-ban'],
    change: (body) => Object.assign(body.triggers[0], { clause: cited('jyb-2018#第一条') }),
    finding: ['dangling', '/triggers/0/clause/clause'],
  },
  {
    promise: 'refuses an enumeration that is not there',
    file: ['categories', 'licence'],
    change: (body) => Object.assign(field(body, 'kinds'), { of: 'kinds-of-licence' }),
    finding: ['dangling', '/fields/16/of'],
  },
  {
    promise: 'refuses a field that is not there, wherever it is named',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body.decides, { documentNo: 'number' }),
    finding: ['dangling', '/decides/documentNo'],
  },
  {
    promise: 'refuses a natural key over a field that is not there',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body, { naturalKey: ['documentNumber'] }),
    finding: ['dangling', '/naturalKey/0'],
  },
  {
    promise: 'refuses an amount that should agree with a field that is not there',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(field(body, 'fine'), { agreesWith: 'result' }),
    finding: ['dangling', '/fields/20/agreesWith'],
  },
  {
    promise: 'refuses a trigger over a category that is not there',
    file: ['triggers', 'honoured'],
    change: (body) => Object.assign(body, { category: 'good-deeds' }),
    finding: ['dangling', '/category'],
  },
  {
    promise: 'refuses a measure on a trigger that is not there',
    file: ['measures', 'green-channel'],
    change: (body) => Object.assign(body.triggers[0], { trigger: 'liked' }),
    finding: ['dangling', '/triggers/0/trigger'],
  },
  {
    promise: 'refuses a measure on a matter that is not there',
    file: ['measures', 'green-channel'],
    change: (body) => body.matters.push('schooling'),
    finding: ['dangling', '/matters/3'],
  },
  {
    promise: 'refuses a matter over a category that is not there',
    file: ['matters', 'land'],
    change: (body) => Object.assign(body.sources[1], { category: 'serious' }),
    finding: ['dangling', '/sources/1/category'],
  },
  {
    promise: 'refuses a list of a category that is not there',
    file: ['lists', 'tax-serious'],
    change: (body) => Object.assign(body, { category: 'blacklist' }),
    finding: ['dangling', '/category'],
  },
  {
    promise: 'refuses a window that opens on a text',
    file: ['categories', 'licence'],
    change: (body) => Object.assign(body.use, { from: 'content' }),
    finding: ['wrong-field', '/use/from'],
  },
  {
    promise: 'refuses a window that opens on a day some rows lack',
    file: ['categories', 'licence'],
    change: (body) => delete field(body, 'decidedOn').required,
    finding: ['wrong-field', '/use/from'],
  },
  {
    promise: 'refuses an instrument that is not in force yet',
    file: ['matters', 'bidding'],
    change: (body) => body.basis.push(cited('ndrc-44#第三条')),
    finding: ['not-in-force', '/basis/1/clause'],
  },
  {
    promise: 'refuses an instrument that was repealed',
    file: ['severity', 'penalty-default'],
    change: (body) => body.basis.push(cited('ndrc-58-2023#第五条')),
    finding: ['repealed', '/basis/2/clause'],
  },
  {
    promise: 'refuses a restriction of rights on a rule of a department',
    file: ['measures', 'market-entry-restriction'],
    change: (body) => Object.assign(body.triggers[0], { clause: cited('mem-11-2023#第十三条') }),
    finding: ['rank-too-low', '/triggers/0/clause'],
  },
  {
    promise: 'refuses a restriction of rights that rests on a normative document alone',
    file: ['measures', 'land-restriction'],
    change: (body) => Object.assign(body, { basis: [cited('qingdan-2024#限制市场或行业准入')] }),
    finding: ['rank-too-low', '/basis'],
  },
  {
    promise: 'refuses a list that rests on a normative document alone',
    file: ['lists', 'statistics-serious'],
    change: (body) => Object.assign(body, { basis: [cited('nbs-76-2022#第五条')] }),
    finding: ['rank-too-low', '/basis'],
  },
  {
    promise: 'refuses a condition over a field that is not there',
    file: ['triggers', 'penalty-procurement'],
    change: (body) => Object.assign(body, { when: 'amount >= 2000000.0' }),
    finding: ['bad-condition', '/when'],
  },
  {
    promise: 'refuses a condition that compares a text with an amount',
    file: ['severity', 'penalty-default'],
    change: (body) => Object.assign(body.rules[2], { when: 'content >= 2000000.0' }),
    finding: ['bad-condition', '/rules/2/when'],
  },
  {
    promise: 'refuses a condition that does not answer yes or no',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(field(body, 'fine'), { requiredIf: 'size(kinds)' }),
    finding: ['bad-condition', '/fields/20/requiredIf'],
  },
  {
    promise: 'refuses general severity shown for longer than a year',
    file: ['severity', 'penalty-default'],
    change: (body) => Object.assign(body.windows.general, { max: { months: 18 } }),
    finding: ['outside-national-window', '/windows/general'],
  },
  {
    promise: 'refuses serious severity repairable before a year',
    file: ['severity', 'penalty-default'],
    change: (body) => Object.assign(body.windows.serious, { min: { months: 6 } }),
    finding: ['outside-national-window', '/windows/serious'],
  },
  {
    promise: 'refuses minor decisions shown by default',
    file: ['severity', 'penalty-default'],
    change: (body) => Object.assign(body.windows.minor, { published: true }),
    finding: ['outside-national-window', '/windows/minor/published'],
  },
  {
    promise: 'refuses an adverse category shown without end',
    file: ['categories', 'abnormal-operation'],
    change: (body) => Object.assign(body.publicity, { until: { endless: true } }),
    finding: ['outside-national-window', '/publicity/until'],
  },
  {
    promise: 'refuses an adverse category shown as long as its document says',
    file: ['categories', 'serious-dishonesty'],
    change: (body) => delete body.publicity.until.atMost,
    finding: ['outside-national-window', '/publicity/until'],
  },
  {
    promise: 'refuses an adverse category used for longer than three years',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body.use.until, { term: { years: 3, days: 1 } }),
    finding: ['outside-national-window', '/use/until'],
  },
  {
    promise: 'refuses publicity by severity without a table that classes for all authorities',
    file: ['severity', 'penalty-default'],
    change: (body) => Object.assign(body, { authorities: ['11990100MBJEDWW93U'] }),
    finding: ['without-severity-table', '/publicity/until'],
  },
  {
    promise: 'refuses a list without notice',
    file: ['lists', 'wage-arrears'],
    change: (body) => Object.assign(body.notice, { required: false }),
    finding: ['list-without-notice', '/notice'],
  },
  {
    promise: 'refuses a list that does not say how one leaves',
    file: ['lists', 'wage-arrears'],
    change: (body) => Object.assign(body, { exit: '无' }),
    finding: ['list-without-exit', '/exit'],
  },
  {
    promise: 'refuses a list without term where nothing is reconfirmed',
    file: ['lists', 'wage-arrears'],
    change: (body) => delete body.term,
    finding: ['list-without-exit', '/term'],
  },
  {
    promise: 'refuses a list of a category that takes no lists',
    file: ['lists', 'wage-arrears'],
    change: (body) => Object.assign(body, { category: 'penalty' }),
    finding: ['not-a-list-category', '/category'],
  },
  {
    promise: 'refuses a ground that ends by condition where nothing is reconfirmed',
    file: ['triggers', 'penalty-inspection'],
    change: (body) => Object.assign(body, { until: { condition: true } }),
    finding: ['trigger-without-end', '/until'],
  },
  {
    promise: 'refuses a ground that ends on whatever day a document names',
    file: ['triggers', 'listed-serious'],
    change: (body) => delete body.until.atMost,
    finding: ['trigger-without-end', '/until'],
  },
  {
    promise: 'refuses a ground that looks back further than three years',
    file: ['triggers', 'penalty-procurement'],
    change: (body) => Object.assign(body.until, { lookBack: { years: 5 } }),
    finding: ['trigger-without-end', '/until'],
  },
  {
    promise: 'refuses a ground without any end',
    file: ['triggers', 'penalty-procurement'],
    change: (body) => delete body.until,
    finding: ['trigger-without-end', '/until'],
  },
  {
    promise: 'refuses grades of evaluation as ground of anything',
    file: ['categories', 'tax-grade-a'],
    change: (body) => Object.assign(body, { national: { number: 9, name: '信用评价结果信息' } }),
    finding: ['grade-as-trigger', '/category'],
  },
  {
    promise: 'refuses voluntary information as ground of anything',
    file: ['categories', 'honour'],
    change: (body) => Object.assign(body, { national: { number: 13, name: '经营主体自愿提供' } }),
    finding: ['voluntary-as-ground', '/category'],
  },
  {
    promise: 'refuses a measure without clause',
    file: ['measures', 'procurement-ban'],
    change: (body) => delete body.triggers[1].clause,
    finding: ['measure-without-clause', '/triggers/1/clause'],
  },
  {
    promise: 'refuses a restriction that does not say its type',
    file: ['measures', 'procurement-ban'],
    change: (body) => delete body.type,
    finding: ['measure-without-type', '/type'],
  },
  {
    promise: 'refuses a good record as ground of a restriction',
    file: ['measures', 'procurement-ban'],
    change: (body) => Object.assign(body.triggers[1], { trigger: 'honoured' }),
    finding: ['favourable-as-ground', '/triggers/1/trigger'],
  },
  {
    promise: 'refuses restrictions of personal liberty',
    file: ['measures', 'procurement-ban'],
    change: (body) => Object.assign(body, { name: '限制法定代表人乘坐飞机' }),
    finding: ['personal-liberty', '/name'],
  },
  {
    promise: 'refuses a matter without sources',
    file: ['matters', 'land'],
    change: (body) => Object.assign(body, { sources: [] }),
    finding: ['matter-without-sources', '/sources'],
  },
  {
    promise: 'refuses a matter that does not ask where one of its restrictions comes from',
    file: ['matters', 'land'],
    change: (body) => body.sources.pop(),
    finding: ['matter-lacks-source', '/sources'],
  },
  {
    promise: 'refuses a matter that does not ask the register',
    file: ['matters', 'land'],
    change: (body) => body.sources.shift(),
    finding: ['matter-lacks-source', '/sources'],
  },
  {
    promise: 'refuses behaviour that is nobody’s credit',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body, { name: '闯红灯处罚' }),
    finding: ['out-of-bounds', '/name'],
  },
  {
    promise: 'refuses traits of persons among the columns',
    file: ['categories', 'honour'],
    change: (body) => body.fields.push({ id: 'faith', name: '宗教信仰', type: 'text' }),
    finding: ['out-of-bounds', '/fields/12'],
  },
  {
    promise: 'refuses an identity number that would be held',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(field(body, 'representativeIdNo'), { type: 'text' }),
    finding: ['identity-number-held', '/fields/10/type'],
  },
  {
    promise: 'refuses a paper with a blank nobody declared',
    file: ['papers', 'listing-notice'],
    change: (body) => Object.assign(body.body[2], { text: '经{{someone}}调查' }),
    finding: ['unknown-blank', '/body/2/text'],
  },
  {
    promise: 'refuses a mark of a blank that is written wrongly',
    file: ['papers', 'listing-notice'],
    change: (body) => Object.assign(body.body[2], { text: '经{{ listName }}调查' }),
    finding: ['unknown-blank', '/body/2/text'],
  },
  {
    promise: 'refuses a blank in the title of a paper',
    file: ['papers', 'listing-notice'],
    change: (body) => Object.assign(body, { title: '拟列入{{listName}}告知书' }),
    finding: ['unknown-blank', '/title'],
  },
  {
    promise: 'refuses a blank that a paper never uses',
    file: ['papers', 'interview-notice'],
    change: (body) => body.blanks.push({ id: 'wish', name: '愿望', kind: 'text' }),
    finding: ['unused-blank', '/blanks/13/id'],
  },
  {
    promise: 'refuses a paper that cannot do without an optional blank',
    file: ['papers', 'listing-decision'],
    change: (body) => delete body.body[2].when,
    finding: ['wrong-blank', '/body/2/addressee'],
  },
  {
    promise: 'refuses an optional blank in a row of a form that stands there always',
    file: ['papers', 'service-receipt'],
    change: (body) => delete body.body[1].form[9].when,
    finding: ['wrong-blank', '/body/1/form/9/value'],
  },
  {
    promise: 'refuses a table where a list is meant',
    file: ['papers', 'listing-decision'],
    change: (body) => Object.assign(body.body[5], { list: 'measures' }),
    finding: ['wrong-blank', '/body/5/list'],
  },
  {
    promise: 'refuses a table without headings',
    file: ['papers', 'honour-notice'],
    change: (body) => delete body.blanks[5].columns,
    finding: ['wrong-blank', '/blanks/5/columns'],
  },
  {
    promise: 'refuses a block of a paper that is two things at once',
    file: ['papers', 'honour-notice'],
    change: (body) => Object.assign(body.body[1], { text: '如下表' }),
    finding: ['shape', '/body/1'],
  },
  {
    promise: 'refuses a paper without basis',
    file: ['papers', 'repair-notice'],
    change: (body) => delete body.basis,
    finding: ['missing-basis', '/basis'],
  },
  {
    promise: 'refuses a paper on an instrument that is not there',
    file: ['papers', 'repair-notice'],
    change: (body) => body.basis.push(cited('no-such-law#第一条')),
    finding: ['dangling', '/basis/2/clause'],
  },
  {
    promise: 'refuses words of a paper over length',
    file: ['papers', 'repair-notice'],
    change: (body) => Object.assign(body.body[1], { text: '长'.repeat(601) }),
    finding: ['too-long', '/body/1/text'],
  },
];

describe('the lint', () => {
  for (const broken of BROKEN) it(broken.promise, () => assertRefused(broken, bundled, TODAY));

  it('says one sentence a place, however many shapes were possible there', () => {
    const broken = changed(bundled, 'categories', 'penalty', (body) => Object.assign(body.use, { until: { days: 3 } }));
    assert.deepEqual(
      lintCatalogue(broken, TODAY).map(({ file, at }) => `${file} ${at}`),
      ['categories/penalty.yaml /use/until'],
    );
  });

  it('judges the same catalogue differently once an instrument ends', () => {
    const until = (day: string) =>
      changed(bundled, 'instruments', 'samr-44-2021', (body) => Object.assign(body, { inForceTo: day }));
    assert.deepEqual(lintCatalogue(until(TODAY), TODAY), []);
    const found = lintCatalogue(until('2026-11-20'), TODAY);
    assert(found.length > 0 && found.every(({ code }) => code === 'repealed'));
  });
});

describe('repealing an instrument', () => {
  it('lists all that rests on it, with place and clause', () => {
    const resting = repealing(bundled, 'zfcgf-2014');
    assert.deepEqual([...new Set(resting.map(({ file }) => file))].sort(), [
      'categories/contract-performance.yaml',
      'lists/procurement-serious.yaml',
      'matters/procurement.yaml',
      'measures/procurement-ban.yaml',
      'purposes/tender-review.yaml',
      'triggers/listed-procurement-serious.yaml',
      'triggers/penalty-procurement.yaml',
    ]);
    assert(resting.every(({ at, clause }) => at.endsWith('/clause') && clause.startsWith('zfcgf-2014#')));
    assert.deepEqual(repealing(bundled, 'ndrc-58-2023'), []);
  });
});
