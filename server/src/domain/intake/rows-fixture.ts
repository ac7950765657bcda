/** Test support: rows of invented tables under the bundled catalogue, without a file and without a database. */
import assert from 'node:assert/strict';
import type { Cell, TableRow } from '../../platform/files/index.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import type { KnownSubject } from '../subjects/index.ts';
import { type JudgedRow, judgeRow } from './judge-row.ts';
import type { Sender } from './sender.ts';
import { headOfKeys, type TableHead } from './table-head.ts';

export const TODAY = '2026-11-20';

export const BUREAU: Sender = {
  code: '11990101MB03HMJW98',
  name: '青禾市住房和城乡建设局',
  release: 'direct',
  maySubmit: true,
  authorities: new Map([['11990101MB03HMJW98', '青禾市住房和城乡建设局']]),
  authorityByName: new Map([['青禾市住房和城乡建设局', '11990101MB03HMJW98']]),
  lists: new Set(),
};

export type Written = string | Cell;

export const cellOf = (written: Written): Cell =>
  typeof written === 'string' ? { text: written, kind: 'text' } : written;

export const tableRow = (row: number, written: readonly Written[], sheet: string | null = null): TableRow => ({
  sheet,
  row,
  cells: written.map(cellOf),
});

export function headFor(category: CompiledCategory, headings: readonly string[]): TableHead {
  return headOfKeys(headings, category);
}

/** A whole row of a licence in its own Chinese headings. */
export const LICENCE: Readonly<Record<string, Written>> = {
  行政相对人名称: '青禾东方恒泰物流有限公司',
  行政相对人类别: '法人及非法人组织',
  统一社会信用代码: '91990100MAB04BY3X7',
  行政许可决定文书名称: '行政许可决定书',
  行政许可决定文书号: '青建许〔2026〕8号',
  许可类别: '普通',
  许可内容: '准予施工',
  许可决定日期: '2026-03-14',
  有效期自: '2026-03-14',
  有效期至: '2031-06-30',
  许可机关: '青禾市住房和城乡建设局',
  许可机关统一社会信用代码: '11990101MB03HMJW98',
  当前状态: '1',
  数据来源单位: '青禾市住房和城乡建设局',
  数据来源单位统一社会信用代码: '11990101MB03HMJW98',
};

export const PENALTY: Readonly<Record<string, Written>> = {
  行政相对人名称: '青禾东方恒泰物流有限公司',
  行政相对人类别: '法人及非法人组织',
  统一社会信用代码: '91990100MAB04BY3X7',
  行政处罚决定书文号: '青建罚〔2026〕8号',
  违法行为类型: '未按规定施工',
  违法事实: '未按规定设置围挡',
  处罚依据: '《建设工程管理条例》第十条',
  处罚类别: '罚款',
  处罚内容: '罚款人民币20000元',
  '罚款金额（万元）': '2',
  处罚决定日期: '2026-03-14',
  处罚机关: '青禾市住房和城乡建设局',
  处罚机关统一社会信用代码: '11990101MB03HMJW98',
  数据来源单位: '青禾市住房和城乡建设局',
  数据来源单位统一社会信用代码: '11990101MB03HMJW98',
};

/** Judges the row that differs from a whole one as given; a column set to undefined is not in the table. */
export function judged(
  category: CompiledCategory,
  whole: Readonly<Record<string, Written>>,
  changes: Readonly<Record<string, Written | undefined>> = {},
) {
  const written = Object.fromEntries(
    Object.entries({ ...whole, ...changes }).filter(([, value]) => value !== undefined),
  );
  const head = headFor(category, Object.keys(written));
  const row = judgeRow(tableRow(2, Object.values(written) as Written[]), head, category, TODAY);
  return { head, row };
}

export function notAPerson(row: ReturnType<typeof judgeRow>): JudgedRow {
  assert(!('person' in row), 'the row is of an organisation');
  return row;
}

export const subject = (code: string, name: string, more: Partial<KnownSubject> = {}): KnownSubject => ({
  subjectId: code,
  code,
  standing: 'registered',
  kind: 'enterprise',
  name,
  nameKeys: new Set(),
  foundedOn: null,
  ...more,
});
