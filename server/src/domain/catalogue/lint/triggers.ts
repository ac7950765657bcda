import { monthsIn } from '../months.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';
import { NATIONAL_MONTHS } from './national-windows.ts';

/** 信用评价结果 and 经营主体自愿提供 in the national catalogue. */
const GRADES = 9;
const VOLUNTARY = 13;

/** Every ground ends by itself, and no grade or voluntary information is ground for anything (boundary 7, 8 and 12). */
export function groundsOutOfBounds(draft: Draft): Finding[] {
  return each(draft, 'triggers', ({ category, until }, found) => {
    const of = draft.categories.get(category)?.body;
    if (of === undefined) return;
    if (of.national.number === GRADES) found('/category', 'grade-as-trigger', '评价等级不得引发任何措施，请删去。');
    if (of.national.number === VOLUNTARY)
      found('/category', 'voluntary-as-ground', '自愿提供的信息不得引发任何措施，请删去。');
    if ('condition' in until && !('condition' in of.use.until)) {
      found('/until', 'trigger-without-end', `“${of.name}”没有再确认的间隔，不能按条件终止，请写明期限。`);
    }
    const longest = 'lookBack' in until ? until.lookBack : 'field' in until ? until.atMost : undefined;
    if ('condition' in until || of.nature !== 'adverse') return;
    if (longest === undefined || monthsIn(longest) > NATIONAL_MONTHS.serious.most) {
      found(
        '/until',
        'trigger-without-end',
        `不利后果最长 ${NATIONAL_MONTHS.serious.most} 个月，请写明 lookBack 或者 atMost。`,
      );
    }
  });
}
