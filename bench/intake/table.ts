import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { composeUscc } from '../../server/src/kernel/codes.ts';

const BODY = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export const BUREAU = composeUscc('11990100', 'MB0000BE');
export const REGISTRAR = composeUscc('11990100', 'MB0000RE');

/** Parties of the rows; a bureau deals with some thousand organisations again and again. */
export const PARTIES = 5_000;

const HEADINGS = [
  '行政相对人名称',
  '行政相对人类别',
  '统一社会信用代码',
  '行政许可决定文书名称',
  '行政许可决定文书号',
  '许可类别',
  '许可内容',
  '许可决定日期',
  '有效期自',
  '有效期至',
  '许可机关',
  '许可机关统一社会信用代码',
  '当前状态',
  '数据来源单位',
  '数据来源单位统一社会信用代码',
];

export function party(nth: number): { name: string; code: string } {
  let left = nth;
  let body = '';
  for (let at = 0; at < 6; at += 1) {
    body = BODY.charAt(left % BODY.length) + body;
    left = Math.floor(left / BODY.length);
  }
  return { name: `青禾第${nth}商贸有限公司`, code: composeUscc('91990100', `MA${body}`) };
}

export function* registerRows(): Generator<string[]> {
  yield [
    '单位名称',
    '统一社会信用代码',
    '主体类型',
    '法定代表人',
    '成立日期',
    '住所',
    '登记机关',
    '登记机关统一社会信用代码',
    '登记状态',
  ];
  for (let nth = 0; nth < PARTIES; nth += 1) {
    const { name, code } = party(nth);
    yield [name, code, '企业法人', '（略）', '2010-01-01', '青禾市青禾路1号', '青禾市登记局', REGISTRAR, '存续'];
  }
}

/** Licences as a bureau writes them; `round` keeps the document numbers of one run apart from those of the next. */
export function* licenceRows(rows: number, round: string): Generator<string[]> {
  yield HEADINGS;
  for (let nth = 0; nth < rows; nth += 1) {
    const { name, code } = party(nth % PARTIES);
    const day = `2026-${String(1 + (nth % 9)).padStart(2, '0')}-${String(1 + (nth % 28)).padStart(2, '0')}`;
    yield [
      name,
      '法人及非法人组织',
      code,
      '准予行政许可决定书',
      `青许${round}〔2026〕${nth}号`,
      '普通',
      '准予从事食品经营活动',
      day,
      day,
      '2031-06-30',
      '青禾市许可局',
      BUREAU,
      '1',
      '青禾市许可局',
      BUREAU,
    ];
  }
}

export async function writeCsv(path: string, rows: Iterable<string[]>): Promise<void> {
  const file = createWriteStream(path);
  for (const row of rows) if (!file.write(`${row.join(',')}\r\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}
