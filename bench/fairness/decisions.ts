import { composeUscc } from '../../server/src/kernel/codes.ts';
import { party } from '../intake/table.ts';

/** Categories whose tables have the same columns, so that one generator serves for all. */
export const CATEGORIES = ['confirmation', 'reward', 'ruling', 'compensation'] as const;

export type Bureau = { code: string; name: string; category: (typeof CATEGORIES)[number] };

/** One bureau a category, and one more that shares the first one's: their rows wait for the same turn. */
export const BUREAUS: readonly Bureau[] = [...CATEGORIES, CATEGORIES[0]].map((category, at) => ({
  code: composeUscc('11990100', `MB0000F${at}`),
  name: `青禾市公平${at}局`,
  category,
}));

export function* decisionRows({ code, name }: Bureau, rows: number, round: number): Generator<string[]> {
  yield [
    '名称',
    '统一社会信用代码',
    '文书号',
    '类别',
    '内容',
    '依据',
    '决定日期',
    '决定机关',
    '决定机关统一社会信用代码',
  ];
  for (let nth = 0; nth < rows; nth += 1) {
    const { name: partyName, code: partyCode } = party(nth);
    const day = `2026-${String(1 + (nth % 9)).padStart(2, '0')}-${String(1 + (nth % 28)).padStart(2, '0')}`;
    const content = '依申请作出决定，并已送达当事人';
    yield [partyName, partyCode, `青公${round}〔2026〕${nth}号`, '普通', content, '本市有关规定', day, name, code];
  }
}
