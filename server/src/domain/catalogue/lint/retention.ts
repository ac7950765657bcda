import { monthsIn } from '../months.ts';
import { FIGURES } from '../policy.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** What must go soon after its end (boundary 12), in months. */
const SOON_GONE: Readonly<Record<string, number>> = { 'consumer-complaint': 1 };

/** Records are kept for a while after their end, never for good. */
export function keptAmiss(draft: Draft): Finding[] {
  return each(draft, 'categories', ({ code, retention }, found) => {
    const most = SOON_GONE[code] ?? FIGURES.keptAfterEndMonths.most;
    if (retention === undefined && code in SOON_GONE) {
      found('/retention', 'kept-too-long', `此类信息期满须即时删除，请写 retention，最长 ${most} 个月。`);
    }
    if (retention === undefined) return;
    const months = monthsIn(retention.afterEnd);
    if (months === 0) found('/retention/afterEnd', 'shape', '须写明年、月或者天数，请补写。');
    // a month may have as few days as the shortest
    if (Math.floor(months) > most) {
      found('/retention/afterEnd', 'kept-too-long', `终止后最长保存 ${most} 个月，请改短。`);
    }
  });
}
