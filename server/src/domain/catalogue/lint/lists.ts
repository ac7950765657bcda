import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** Fewer characters than this say nothing about how one leaves a list. */
const SHORTEST_EXIT = 6;
const MOST_DAYS_TO_ANSWER = 60;

/** A list is of a list category, is preceded by notice, and can be left. */
export function listsWithoutNoticeOrExit(draft: Draft): Finding[] {
  return each(draft, 'lists', ({ category, exit, notice, term }, found) => {
    const of = draft.categories.get(category)?.body;
    if (of !== undefined && of.role !== 'list') {
      found('/category', 'not-a-list-category', `“${of.name}”不是名单类信息，请改为 role 为 list 的类别。`);
    }
    const days = notice.daysToAnswer ?? 0;
    if (!notice.required || notice.basis === undefined || days < 1 || days > MOST_DAYS_TO_ANSWER) {
      found(
        '/notice',
        'list-without-notice',
        '列入前须告知并听取陈述申辩：请写明 required: true、答复天数 daysToAnswer 和依据 basis。',
      );
    }
    if (exit.trim().length < SHORTEST_EXIT) found('/exit', 'list-without-exit', '请写明移出的条件和期限。');
    if (of !== undefined && term === undefined && !('condition' in of.use.until)) {
      found('/term', 'list-without-exit', '名单没有期限，所属类别也不按条件终止，请写明 term。');
    }
  });
}
