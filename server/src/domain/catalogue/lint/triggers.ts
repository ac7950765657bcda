import { monthsIn } from '../months.ts';
import { mayBeAdverse } from './adverse.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** 信用评价结果 and 经营主体自愿提供 in the national catalogue. */
const GRADES = 9;
const VOLUNTARY = 13;

/** Every ground ends by itself, and no grade or voluntary information is ground for anything (boundary 7, 8 and 12). */
export function groundsOutOfBounds(draft: Draft): Finding[] {
  return each(draft, 'triggers', ({ category, until, from, when }, found) => {
    const of = draft.categories.get(category)?.body;
    if (of === undefined) return;
    if (of.fields.some(({ id, required }) => id === from && required !== true) && !asksFor(when, from)) {
      found('/from', 'trigger-without-start', `起算日“${from}”可能为空，请在条件 when 中写上 ${from} > ""。`);
    }
    if (of.national.number === GRADES) found('/category', 'grade-as-trigger', '评价等级不得引发任何措施，请删去。');
    if (of.national.number === VOLUNTARY)
      found('/category', 'voluntary-as-ground', '自愿提供的信息不得引发任何措施，请删去。');
    if ('condition' in until && !('condition' in of.use.until)) {
      found('/until', 'trigger-without-end', `“${of.name}”没有再确认的间隔，不能按条件终止，请写明期限。`);
    }
    const longest = 'lookBack' in until ? until.lookBack : 'field' in until ? until.atMost : undefined;
    const bound = draft.figures?.seriousPublicMostMonths;
    if ('condition' in until || bound === undefined || !mayBeAdverse(of)) return;
    if (longest === undefined || monthsIn(longest) > bound) {
      found('/until', 'trigger-without-end', `不利后果最长 ${bound} 个月，请写明 lookBack 或者 atMost。`);
    }
  });
}

/** A measure that begins on a day the record lacks could not begin. */
function asksFor(when: string, field: string): boolean {
  return new RegExp(`(^|[^A-Za-z0-9_.])${field} > ""`).test(when) && !when.includes('||');
}
