import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { addMonths } from '../../kernel/dates.ts';
import { headingKey } from '../../kernel/text.ts';
import type { Catalogue, CompiledCategory } from './model.ts';
import { bundledCatalogue } from './testing/bundled.ts';
import { rowsOf } from './testing/row.ts';
import { groundsFor } from './triggers.ts';
import { windowsFor } from './windows.ts';

/** The codes the contract gives; users' scripts call them. */
const OF_THE_CONTRACT =
  'licence penalty registration enforcement confirmation levy benefit ruling compensation reward inspection abnormal-operation serious-dishonesty judgment-default honour tax-grade-a contract-performance commitment sector-evaluation intellectual-property judgment government-default consumer-complaint interview voluntary'.split(
    ' ',
  );
/** The headings of every category that has no table of its own, as departments were told. */
const COMMON =
  '名称 统一社会信用代码 文书名称 文书号 类别 内容 依据 决定日期 有效期自 有效期至 决定机关 决定机关统一社会信用代码 备注'.split(
    ' ',
  );
const WITH_COMMON_HEADINGS =
  'enforcement confirmation levy benefit ruling compensation reward inspection contract-performance sector-evaluation intellectual-property judgment government-default consumer-complaint interview voluntary'.split(
    ' ',
  );
const ROWS_OF_EACH = 10;
const LONGEST_MONTHS = 36;

let catalogue: Catalogue;
before(async () => {
  catalogue = await bundledCatalogue();
});
function category(code: string): CompiledCategory {
  const found = catalogue.category(code);
  assert(found !== undefined, code);
  return found;
}

describe('the whole catalogue', () => {
  it('holds every category of the contract and no other', () => {
    const held = catalogue.categories().map(({ code }) => code);
    assert.deepEqual(held.sort(), [...OF_THE_CONTRACT].sort());
  });

  it('gives every category a template: each heading names one column', () => {
    for (const { code, fields } of catalogue.categories()) {
      const headings = fields.filter(({ type }) => type !== 'dropped').map(({ name }) => headingKey(name));
      assert.equal(new Set(headings).size, headings.length, code);
      assert(headings.length >= 5, code);
    }
  });

  it('knows the common headings in every category that has no table of its own', () => {
    for (const code of WITH_COMMON_HEADINGS) {
      const known = COMMON.map((heading) => category(code).fieldByHeading(heading)?.field.id);
      assert(!known.includes(undefined), `${code}: ${COMMON[known.indexOf(undefined)]}`);
      assert.equal(new Set(known).size, COMMON.length, code);
    }
    const commitment = COMMON.filter((heading) => category('commitment').fieldByHeading(heading) === undefined);
    assert.deepEqual(commitment, []);
  });

  for (const code of OF_THE_CONTRACT)
    it(`${code}: ten rows of a careful clerk read as they are held, open their windows, and end where they are adverse`, () => {
      const of = category(code);
      fc.assert(
        fc.property(rowsOf(of), (row) => {
          for (const field of of.fields) {
            const value = row[field.id];
            if (value === null || value === undefined) {
              assert(field.type === 'term-end' || field.required !== true, `${field.id} is required`);
              assert(field.type === 'term-end' || !of.isRequired(field.id, row), `${field.id} is asked for`);
              continue;
            }
            assert(!of.isForbidden(field.id, row), `${field.id} is forbidden`);
            if (field.type !== 'enum' && field.type !== 'enum-set') continue;
            const read = of.readTerms(field.id, [value].flat().join('；'));
            assert.deepEqual(read, { ok: true, terms: [value].flat(), unnamedOther: false });
          }
          endsWhereAdverse(of, row);
        }),
        { numRuns: ROWS_OF_EACH, seed: 990_100 },
      );
    });
});

function endsWhereAdverse(of: CompiledCategory, fields: Parameters<CompiledCategory['isAdverse']>[0]): void {
  const judged = { category: of.code, authority: null, fields };
  const windows = windowsFor(catalogue, judged);
  const grounds = groundsFor(catalogue, judged);
  if (!of.isAdverse(fields)) return;
  const last = addMonths(windows.usableFrom, LONGEST_MONTHS);
  assert(windows.usableUntil !== null && windows.usableUntil <= last, 'the government stops using it');
  assert(windows.publicFrom === null || (windows.publicUntil !== null && windows.publicUntil <= last));
  for (const { from, until } of grounds) assert(until !== null && until <= addMonths(from, LONGEST_MONTHS));
}

describe('what single categories keep to', () => {
  it('a commitment asks for what was not kept only where it was not, and forbids it where all was', () => {
    const { isRequired, isForbidden } = category('commitment');
    for (const field of ['unperformed', 'accountability'])
      for (const [performance, asked, forbidden] of [
        ['全部履行', false, true],
        ['部分履行', true, false],
        ['全部未履行', true, false],
        ['尚未认定', false, false],
      ] as const)
        assert.deepEqual(
          [isRequired(field, { performance }), isForbidden(field, { performance })],
          [asked, forbidden],
          `${field} ${performance}`,
        );
    const read = category('commitment').readTerms('performance', '— —');
    assert.deepEqual(read, { ok: true, terms: ['尚未认定'], unnamedOther: false });
  });

  it('a commitment is known by its own number and the subject, whoever took it', () => {
    const { naturalKey, keyOmits, fieldsById } = category('commitment');
    assert.deepEqual([naturalKey, keyOmits], [['documentNo'], ['decidedBy']]);
    assert.equal(fieldsById.get('documentNo')?.name, '承诺编码');
  });

  it('a commitment is public only where its own row says so', () => {
    const reason = (openTo: string) =>
      windowsFor(catalogue, {
        category: 'commitment',
        authority: null,
        fields: { decidedOn: '2026-03-01', performance: '全部履行', openTo },
      });
    assert.equal(reason('可向社会公开').publicFrom, '2026-03-01');
    for (const openTo of ['特定范围内公开', '不可公开'])
      assert.deepEqual([reason(openTo).publicFrom, reason(openTo).reason], [null, 'closed']);
  });

  it('a commitment is ground only once an authority found it broken, from that day, for a year', () => {
    const broken = { decidedOn: '2026-01-05', performance: '全部未履行', openTo: '不可公开' };
    const found = { performanceFoundOn: '2026-06-01', performanceFoundByCode: '11990100MBJEDWW93U' };
    const grounds = (fields: Record<string, string>) =>
      groundsFor(catalogue, { category: 'commitment', authority: null, fields });
    assert.deepEqual(grounds(broken), []);
    assert.deepEqual(grounds({ ...broken, ...found }), [
      { trigger: 'commitment-broken', from: '2026-06-01', until: '2027-06-01' },
    ]);
    assert.deepEqual(grounds({ ...broken, ...found, performance: '全部履行' }), []);
  });

  it('an agency in default is ground no longer once it has put things right', () => {
    const grounds = (rectification: string | null) =>
      groundsFor(catalogue, {
        category: 'government-default',
        authority: null,
        fields: { decidedOn: '2026-01-05', rectification },
      }).map(({ until }) => until);
    assert.deepEqual([grounds(null), grounds('未整改'), grounds('已整改')], [['2027-01-05'], ['2027-01-05'], []]);
  });

  it('a ruling that may still be contested and a judgment not yet effective are not public', () => {
    const shown = (code: string, more: Record<string, string>) =>
      windowsFor(catalogue, { category: code, authority: null, fields: { decidedOn: '2026-03-01', ...more } })
        .publicFrom;
    assert.deepEqual([shown('ruling', { effect: '尚未生效' }), shown('ruling', {})], [null, null]);
    assert.equal(shown('ruling', { effect: '已生效' }), '2026-03-01');
    assert.equal(shown('judgment', {}), null);
    assert.equal(shown('judgment', { effectiveOn: '2026-03-20' }), '2026-03-01');
  });

  it('a complaint enters only once it was found true, and is gone after its term', () => {
    const complaint = category('consumer-complaint');
    assert.equal(complaint.readTerms('finding', '调查中').ok, false);
    assert.equal(complaint.readTerms('finding', '不属实').ok, false);
    assert.equal(complaint.meansOf('finding', '部分属实'), 'upheld');
    const judged = { category: 'consumer-complaint', authority: null, fields: { decidedOn: '2026-03-01' } };
    const { publicUntil, usableUntil } = windowsFor(catalogue, judged);
    assert.deepEqual([publicUntil, usableUntil], ['2026-09-01', '2026-09-01']);
  });

  it('an interview is public on no day', () => {
    const judged = { category: 'interview', authority: null, fields: { decidedOn: '2026-03-01' } };
    assert.deepEqual(windowsFor(catalogue, judged).reason, 'never-public');
  });

  it('grades, complaints, interviews, contracts and voluntary information are ground for nothing', () => {
    for (const code of 'sector-evaluation consumer-complaint interview contract-performance voluntary inspection judgment enforcement'.split(
      ' ',
    ))
      assert.deepEqual(catalogue.triggersOf(code), [], code);
  });

  it('of inspections and judgments only those are adverse that found something', () => {
    const inspection = (result: string | null) => category('inspection').isAdverse({ result });
    assert.deepEqual(['未发现问题', '发现问题已责令改正', null].map(inspection), [false, true, true]);
    const judgment = (liability: string | null) => category('judgment').isAdverse({ liability });
    assert.deepEqual(['不承担责任', '部分承担责任', null].map(judgment), [false, true, true]);
    assert.equal(category('penalty').isAdverse({}), true);
    assert.equal(category('honour').isAdverse({}), false);
  });
});

describe('the figures of law', () => {
  it('are the catalogue’s, each in the unit of its name', () => {
    const { adverseOlderThanDays, uploadKeptDays, subjectsAPerson, seriousPublicMostMonths } = catalogue.policy;
    assert.deepEqual(
      [adverseOlderThanDays, uploadKeptDays, subjectsAPerson, seriousPublicMostMonths],
      [90, 30, 200, 36],
    );
  });
});
