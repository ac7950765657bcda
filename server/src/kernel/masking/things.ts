import { isAlsoAName } from './ordinary-words.ts';
import type { Reading } from './reading.ts';
import type { Stretch } from './text-form.ts';

const LONGEST_LIST = 60;
const ITEM = /^[\p{Script=Han}A-Za-z]{1,8}$/u;
/** 万科、恒大等开发商 */
const OF_A_KIND =
  /^[^。;\n]{0,40}?等(?:\d+种|[一二三四五六七八九十几多]+种)?\p{Script=Han}{0,6}(?:商|企业|公司|单位|品牌|品种|产品|食品|药材|药品|饮片|树种|苗木|树木|乔木|灌木|花卉|植物|蔬菜|水果|商品|物品|货物|材料|食材|原料|设备|地|景点|楼盘|小区|项目|工程|学校|医院|银行|机构|平台|软件|系统|字样|内容|指标|参数|元素|金属|颜料|色素)/u;
const OF_ONE_KIND = 2;

/** In a list of things: its neighbours are words of the dictionary, or the list says of which kind they are. */
export function isAmongThings({ text, wordBeginsAt, wordEndFrom }: Reading, { from, to }: Stretch): boolean {
  if (text[from - 1] !== '、' && text[to] !== '、') return false;
  if (OF_A_KIND.test(text.slice(to, to + LONGEST_LIST))) return true;
  let words = 0;
  let others = 0;
  const look = (start: number, end: number) => {
    const item = text.slice(start, end);
    if (item.length < 2 || !ITEM.test(item) || item.includes('某')) return;
    if (wordBeginsAt(start) && wordEndFrom(start) === end && !isAlsoAName(item)) words++;
    else others++;
  };
  let end = from - 1;
  while (text[end] === '、' && from - end < LONGEST_LIST) {
    let start = end;
    while (start > 0 && end - start < LONGEST_ITEM && ITEM.test(text[start - 1] ?? ' ')) start--;
    look(start, end);
    end = start - 1;
  }
  let start = to;
  while (text[start] === '、' && start - to < LONGEST_LIST) {
    let close = start + 1;
    while (close < text.length && close - start <= LONGEST_ITEM && ITEM.test(text[close] ?? ' ')) close++;
    look(start + 1, close);
    start = close;
  }
  return words >= OF_ONE_KIND || (words > 0 && words >= others);
}
const LONGEST_ITEM = 9;
