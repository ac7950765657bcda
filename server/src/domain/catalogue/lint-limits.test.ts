import { before, describe, it } from 'node:test';
import type { Entry } from './read-folder.ts';
import { assertRefused, type Broken, field } from './testing/broken.ts';
import { bundledEntries } from './testing/bundled.ts';

const TODAY = '2026-11-21';
let bundled: Entry[];
before(async () => {
  bundled = await bundledEntries();
});

const BROKEN: readonly Broken[] = [
  {
    promise: 'refuses a measure that is for a person and for organisations alike',
    file: ['measures', 'representative-bar'],
    change: (body) => body.targets.push('enterprise'),
    finding: ['person-in-role', '/targets/0'],
  },
  {
    promise: 'refuses a measure for a person that bars from no role',
    file: ['measures', 'practise-bar'],
    change: (body) => delete body.roleBar,
    finding: ['person-in-role', '/roleBar'],
  },
  {
    promise: 'refuses a bar that the schema’s own list of roles does not hold',
    file: ['measures', 'practise-bar'],
    change: (body) => Object.assign(body, { roleBar: 'leave-the-country' }),
    finding: ['shape', '/roleBar'],
  },
  {
    promise: 'refuses a measure for a person in a matter where no role is asked for',
    file: ['measures', 'representative-bar'],
    change: (body) => body.matters.push('financing'),
    finding: ['person-in-role', '/matters/2'],
  },
  {
    promise: 'refuses a measure for a person that follows from a penalty and not from a listing',
    file: ['measures', 'representative-bar'],
    change: (body) => (body.triggers[0].trigger = 'penalty-procurement'),
    finding: ['person-in-role', '/triggers/0/trigger'],
  },
  {
    promise: 'refuses a measure for a person that follows from a list one leaves by condition only',
    file: ['measures', 'representative-bar'],
    change: (body) => (body.triggers[0].trigger = 'judgment-defaulter'),
    finding: ['person-in-role', '/triggers/0/trigger'],
  },
  {
    promise: 'refuses an incentive for a person',
    file: ['measures', 'representative-bar'],
    change: (body) => Object.assign(body, { direction: 'incentive' }),
    finding: ['person-in-role', '/direction'],
  },
  {
    promise: 'refuses a measure for a person that does not call itself a reduction of rights',
    file: ['measures', 'representative-bar'],
    change: (body) => Object.assign(body, { type: 'B' }),
    finding: ['person-in-role', '/type'],
  },
  {
    promise: 'refuses travel in the name of a measure for a person',
    file: ['measures', 'practise-bar'],
    change: (body) => Object.assign(body, { name: '限制乘坐飞机、列车软卧' }),
    finding: ['personal-liberty', '/name'],
  },
  {
    promise: 'refuses a measure of organisations that speaks of a role',
    file: ['measures', 'procurement-ban'],
    change: (body) => Object.assign(body, { roleBar: 'practise-in-sector' }),
    finding: ['person-in-role', '/roleBar'],
  },
  {
    promise: 'refuses a category about persons in role',
    file: ['categories', 'penalty'],
    change: (body) => body.subjects.push('person-in-role'),
    finding: ['person-subject', '/subjects/9'],
  },
  {
    promise: 'refuses a mixed nature that does not say which rows are adverse',
    file: ['categories', 'inspection'],
    change: (body) => delete body.adverseWhen,
    finding: ['adverse-unsaid', '/adverseWhen'],
  },
  {
    promise: 'refuses to call some rows of a neutral category adverse',
    file: ['categories', 'licence'],
    change: (body) => Object.assign(body, { adverseWhen: 'content == "撤销"' }),
    finding: ['adverse-unsaid', '/adverseWhen'],
  },
  {
    promise: 'refuses conditions of nature and openness that cannot be asked',
    file: ['categories', 'commitment'],
    change: (body) => Object.assign(body, { adverseWhen: 'kept == false' }),
    finding: ['bad-condition', '/adverseWhen'],
  },
  {
    promise: 'refuses a row’s own openness over a field that is not there',
    file: ['categories', 'commitment'],
    change: (body) => Object.assign(body.publicity, { onlyIf: 'open' }),
    finding: ['bad-condition', '/publicity/onlyIf'],
  },
  {
    promise: 'refuses a category that is adverse in part and shown without end',
    file: ['categories', 'judgment'],
    change: (body) => Object.assign(body.use, { until: { endless: true } }),
    finding: ['outside-national-window', '/use/until'],
  },
  {
    promise: 'refuses a restriction that follows from any row of a mixed category, the good ones included',
    file: ['triggers', 'commitment-broken'],
    change: (body) => delete body.adverseOnly,
    finding: ['favourable-as-ground', '/triggers/0/trigger'],
  },
  {
    promise: 'refuses a ground that begins on a day the record may lack',
    file: ['triggers', 'commitment-broken'],
    change: (body) => Object.assign(body, { when: 'performance == "全部未履行"' }),
    finding: ['trigger-without-start', '/from'],
  },
  {
    promise: 'refuses grades of anybody but enterprises',
    file: ['categories', 'sector-evaluation'],
    change: (body) => body.subjects.push('individual-business'),
    finding: ['subjects-too-wide', '/subjects/1'],
  },
  {
    promise: 'refuses grades of anybody but enterprises under whatever code',
    file: ['categories', 'honour'],
    change: (body) => Object.assign(body, { national: { number: 9, name: '信用评价结果信息' } }),
    finding: ['subjects-too-wide', '/subjects/1'],
  },
  {
    promise: 'refuses defaults of government by those who are not of it',
    file: ['categories', 'government-default'],
    change: (body) => body.subjects.push('cooperative'),
    finding: ['subjects-too-wide', '/subjects/4'],
  },
  {
    promise: 'refuses officials among the columns of an agency’s defaults',
    file: ['categories', 'government-default'],
    change: (body) => body.fields.push({ id: 'official', name: '责任人姓名', type: 'text' }),
    finding: ['person-named', '/fields/24'],
  },
  {
    promise: 'refuses complainants among the columns of a complaint',
    file: ['categories', 'consumer-complaint'],
    change: (body) => Object.assign(field(body, 'goods'), { aliases: ['投诉人电话'] }),
    finding: ['person-named', '/fields/9'],
  },
  {
    promise: 'refuses complaints kept for as long as their document says',
    file: ['categories', 'consumer-complaint'],
    change: (body) => Object.assign(body.use, { until: { field: 'validUntil', atMost: { years: 1 } } }),
    finding: ['endless-use', '/use/until'],
  },
  {
    promise: 'refuses employees, donations and members among what is given voluntarily',
    file: ['categories', 'voluntary'],
    change: (body) => body.fields.push({ id: 'staff', name: '从业人员数', type: 'text' }),
    finding: ['person-named', '/fields/21'],
  },
  {
    promise: 'refuses interviews that anybody may see',
    file: ['categories', 'interview'],
    change: (body) => Object.assign(body, { publicity: structuredClone(body.use) }),
    finding: ['never-public', '/publicity'],
  },
  {
    promise: 'refuses commitments known by anything but their own number',
    file: ['categories', 'commitment'],
    change: (body) => delete body.keyOmits,
    finding: ['wrong-key', '/naturalKey'],
  },
  {
    promise: 'refuses administrative acts published later than seven working days',
    file: ['categories', 'levy'],
    change: (body) => Object.assign(body, { publishWithinWorkingDays: 20 }),
    finding: ['late-publication', '/publishWithinWorkingDays'],
  },
  {
    promise: 'refuses administrative acts that may come without number',
    file: ['categories', 'reward'],
    change: (body) => delete field(body, 'documentNo').required,
    finding: ['without-document', '/decides/documentNo'],
  },
  {
    promise: 'refuses free text shown to everybody as written',
    file: ['categories', 'compensation'],
    change: (body) => delete field(body, 'content').publish,
    finding: ['unmasked-text', '/fields/13/publish'],
  },
  {
    promise: 'refuses figures the engine does not ask for',
    file: ['policies', 'intake'],
    change: (body) => Object.assign(body.figures[0], { figure: 'adverseOlderThan' }),
    finding: ['unknown-figure', '/figures/0/figure'],
  },
  {
    promise: 'refuses a catalogue that lacks a figure the engine asks for',
    file: ['policies', 'checks'],
    change: (body) => Object.assign(body.figures[0], { figure: 'subjects' }),
    finding: ['figure-missing', '/subjectsAPerson'],
  },
  {
    promise: 'refuses a figure in another unit',
    file: ['policies', 'intake'],
    change: (body) => Object.assign(body.figures[0], { unit: 'months' }),
    finding: ['figure-out-of-bounds', '/figures/0/unit'],
  },
  {
    promise: 'refuses uploads kept for longer than the product promises',
    file: ['policies', 'intake'],
    change: (body) => Object.assign(body.figures[1], { value: 31 }),
    finding: ['figure-out-of-bounds', '/figures/1/value'],
  },
  {
    promise: 'refuses one figure said twice',
    file: ['policies', 'repair'],
    change: (body) => body.figures.push(structuredClone(body.figures[0])),
    finding: ['twice', '/figures/5/figure'],
  },
  {
    promise: 'refuses records kept for good after their end',
    file: ['categories', 'interview'],
    change: (body) => Object.assign(body.retention, { afterEnd: { years: 11 } }),
    finding: ['kept-too-long', '/retention/afterEnd'],
  },
  {
    promise: 'refuses complaints that are not deleted soon after their term',
    file: ['categories', 'consumer-complaint'],
    change: (body) => delete body.retention,
    finding: ['kept-too-long', '/retention'],
  },
  {
    promise: 'refuses a retention without basis',
    file: ['categories', 'interview'],
    change: (body) => delete body.retention.basis,
    finding: ['missing-basis', '/retention/basis'],
  },
  {
    promise: 'refuses a check before a decision under a matter that is not there',
    file: ['categories', 'licence'],
    change: (body) => body.checkedUnder.push('schooling'),
    finding: ['dangling', '/checkedUnder/3'],
  },
  {
    promise: 'refuses one matter named twice for the check before a decision',
    file: ['categories', 'benefit'],
    change: (body) => body.checkedUnder.push('fiscal-funds'),
    finding: ['twice', '/checkedUnder/2'],
  },
  {
    promise: 'refuses to ask for a check before a penalty: it grants nothing',
    file: ['categories', 'penalty'],
    change: (body) => Object.assign(body, { checkedUnder: ['licensing'] }),
    finding: ['not-a-grant', '/checkedUnder'],
  },
  {
    promise: 'refuses to ask for a check before decisions whose day nobody has to write',
    file: ['categories', 'reward'],
    change: (body) => delete field(body, 'decidedOn').required,
    finding: ['without-document', '/checkedUnder'],
  },
  {
    promise: 'refuses a purpose known by the code of a matter',
    file: ['purposes', 'approval'],
    change: (body) => Object.assign(body, { aliases: ['land'] }),
    finding: ['twice', '/aliases'],
  },
];

describe('the limits of single categories, of openness and of figures', () => {
  for (const broken of BROKEN) it(broken.promise, () => assertRefused(broken, bundled, TODAY));
});
