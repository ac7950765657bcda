import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileCatalogue } from './compile.ts';
import { lintCatalogue } from './lint.ts';
import type { CompiledCategory } from './model.ts';
import { parseYaml } from './read-folder.ts';
import { bundledCatalogue, bundledEntries } from './testing/bundled.ts';

const NEW_PENALTY =
  'CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_FRDB,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_NR_WFFF,CF_NR_ZKDX,CF_JDRQ,CF_YXQ,CF_GSJZQ,CF_CFJG,CF_CFJGDM,CF_SJLY,CF_SJLYDM,BZ';
const NEW_PENALTY_IN_CHINESE =
  '行政相对人名称,行政相对人类别,统一社会信用代码,法定代表人,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,罚款金额（万元）,没收违法所得、没收非法财物的金额（万元）,暂扣或吊销证照名称及编号,处罚决定日期,处罚有效期,公示截止期,处罚机关,处罚机关统一社会信用代码,数据来源单位,数据来源单位统一社会信用代码,备注';
const OLD_PENALTY =
  'CF_XDR_MC,CF_XDR_SHXYM,CF_FR,CF_XDR_SFZ,CF_WSH,CF_CFMC,CF_CFLB1,CF_CFLB2,CF_SY,CF_YJ,CF_JG,CF_JDRQ,CF_XZJG,DFBM,SJC';
const OLD_LICENCE =
  'XK_XDR,XK_XDR_SHXYM,XK_XDR_ZDM,XK_XDR_GSDJ,XK_XDR_SWDJ,XK_XDR_SFZ,XK_FR,XK_WSH,XK_XMMC,XK_SPLB,XK_NR,XK_JDRQ,XK_JZQ,XK_XZJG,XK_ZT,DFBM,SJC,BZ';
const LICENCE_IN_CHINESE =
  '行政相对人名称,行政相对人类别,统一社会信用代码,工商注册号,组织机构代码,税务登记号,事业单位证书号,社会组织登记证号,法定代表人,行政许可决定文书名称,行政许可决定文书号,许可类别,许可证书名称,许可编号,许可内容,许可决定日期,有效期自,有效期至,许可机关,许可机关统一社会信用代码,当前状态,数据来源单位,数据来源单位统一社会信用代码';

async function category(code: string): Promise<CompiledCategory> {
  const found = (await bundledCatalogue()).category(code);
  assert(found !== undefined, code);
  return found;
}

function unknownAndMissing(of: CompiledCategory, headings: string): { unknown: string[]; missing: string[] } {
  const written = headings.split(',');
  const known = new Set(written.map((heading) => of.fieldByHeading(heading)?.field.id));
  const missing = of.requiredColumns(of.editionOf(written)).map(({ id }) => id);
  return {
    unknown: written.filter((heading) => of.fieldByHeading(heading) === undefined),
    missing: missing.filter((id) => !known.has(id)),
  };
}

describe('columns of a category', () => {
  it('are known by new codes, old codes and Chinese headings alike, and no real file lacks a required one', async () => {
    const [penalty, licence] = [await category('penalty'), await category('licence')];
    for (const headings of [NEW_PENALTY, NEW_PENALTY_IN_CHINESE, OLD_PENALTY])
      assert.deepEqual(unknownAndMissing(penalty, headings), { unknown: [], missing: [] });
    for (const headings of [LICENCE_IN_CHINESE, OLD_LICENCE])
      assert.deepEqual(unknownAndMissing(licence, headings), { unknown: [], missing: [] });
  });

  it('are known as departments decorate them', async () => {
    const penalty = await category('penalty');
    for (const heading of ['*罚款金额（元）', '罚款金额\n（万元）（必填）', 'cf_nr_fk', 'fine'])
      assert.equal(penalty.fieldByHeading(heading)?.field.id, 'fine', heading);
    assert.equal(penalty.fieldByHeading('联系人电话'), undefined);
  });

  it('tell the parts of one field that the old edition split in two', async () => {
    const penalty = await category('penalty');
    assert.deepEqual(
      ['CF_CFLB', 'CF_CFLB1', 'CF_CFLB2'].map((heading) => penalty.fieldByHeading(heading)?.part),
      [0, 0, 1],
    );
  });

  it('tell the edition by any of its own columns', async () => {
    const penalty = await category('penalty');
    assert.equal(penalty.editionOf(['CF_JG'])?.code, 'penalty-2015');
    assert.equal(penalty.editionOf(NEW_PENALTY.split(',')), undefined);
  });

  it('hold no identity number: it is recognised and is no fact', async () => {
    const penalty = await category('penalty');
    assert.equal(penalty.fieldByHeading('CF_XDR_SFZ')?.field.type, 'dropped');
    assert(penalty.factFields.every(({ type }) => type !== 'dropped'));
  });
});

describe('conditions of a category', () => {
  it('ask for the amount of a fine where there is a fine', async () => {
    const penalty = await category('penalty');
    assert.equal(penalty.isRequired('fine', { kinds: ['警告', '罚款'] }), true);
    assert.equal(penalty.isRequired('fine', { kinds: ['没收违法所得、没收非法财物'] }), false);
    assert.equal(penalty.isRequired('fine', {}), false);
    assert.equal(penalty.isRequired('content', { kinds: ['罚款'] }), false);
  });

  it('ask for an end in every row of a list that ends by date', async () => {
    assert.equal((await category('serious-dishonesty')).isRequired('validUntil', {}), true);
    assert.equal((await category('judgment-default')).isRequired('validUntil', {}), false);
  });
});

describe('words of a category', () => {
  it('read 当前状态 by the edition of the file', async () => {
    const licence = await category('licence');
    const meaning = (edition: string | null) => {
      const read = licence.readTerms('status', '1', edition);
      assert(read.ok);
      return licence.meansOf('status', read.terms[0] ?? '');
    };
    assert.equal(meaning(null), 'in-force');
    assert.equal(meaning('licence-2015'), 'revoked');
  });

  it('turn the registering authority’s words into kinds of subject', async () => {
    const registration = await category('registration');
    assert.equal(registration.kindOf('村级集体经济组织'), 'village-collective');
    assert.equal(registration.kindIn({ kind: '民办非企业单位' }), 'social-organisation');
    assert.equal(registration.kindOf('自然人'), undefined);
  });

  it('find a list by name and alias within its own category', async () => {
    const catalogue = await bundledCatalogue();
    assert.equal(catalogue.listByName('重大税收违法失信案件')?.code, 'tax-serious');
    assert.equal(catalogue.listByName('重大税收违法失信主体', 'abnormal-operation'), undefined);
    assert.equal(catalogue.listByName('重点关注对象名单'), undefined);
  });
});

describe('a new category', () => {
  const WATER_CONTRACT = `
code: water-contract
name: 供水合同
national: {number: 7, name: 有关合同履行信息}
nature: neutral
basis: [{clause: mulu-2024#七、有关合同履行信息, verified: false}]
subjects: [enterprise, institution]
submittedBy: 合同的行政机关一方
naturalKey: [documentNo]
openness: government
use: {from: decidedOn, until: {term: {years: 2}}}
identifies: {code: code, name: name}
decides: {code: authorityCode, name: authority, documentNo: documentNo, on: decidedOn}
fields:
  - {id: name, name: 名称, type: text, max: 200, required: true, fact: false}
  - {id: code, name: 统一社会信用代码, type: subject-code, fact: false}
  - {id: documentNo, name: 合同编号, codes: [HT_BH], type: text, max: 128, required: true}
  - {id: price, name: 合同金额（万元）, type: amount, unit: 万元}
  - {id: performed, name: 履行情况, type: text, max: 400, requiredIf: price >= 1000000.0}
  - {id: decidedOn, name: 签订日期, type: date, required: true, notAfterToday: true}
  - {id: authority, name: 决定机关, type: text, max: 200}
  - {id: authorityCode, name: 决定机关统一社会信用代码, type: agency-code}
`;

  it('is one YAML file and no code', async () => {
    const written = parseYaml(WATER_CONTRACT);
    assert(written.ok);
    const code = 'water-contract';
    const entries = [
      ...(await bundledEntries()),
      { kind: 'categories', code, body: written.value, file: `categories/${code}.yaml` } as const,
    ];
    assert.deepEqual(lintCatalogue(entries, '2026-11-21'), []);
    const added = compileCatalogue(entries, { version: 2, inForceFrom: '2026-11-21' }).category(code);
    assert(added !== undefined);
    assert.equal(added.fieldByHeading('合同编号 *')?.field.id, 'documentNo');
    assert.equal(added.fieldByHeading('ht_bh')?.field.id, 'documentNo');
    assert.equal(added.isRequired('performed', { price: '1000000.00' }), true);
    assert.equal(added.isRequired('performed', { price: null }), false);
  });
});
