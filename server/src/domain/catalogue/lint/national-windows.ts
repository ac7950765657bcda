import { monthsIn } from '../months.ts';
import type { Figures } from '../policy.ts';
import type { Category, Window } from '../types.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** The bounds of one class of severity in months, as `policies/` has them. */
type Bounds = Record<'minor' | 'general' | 'serious', { least: number; most: number }>;

function boundsIn(figures: Figures): Bounds {
  return {
    minor: { least: 0, most: figures.minorPublicMostMonths },
    general: { least: figures.generalPublicLeastMonths, most: figures.generalPublicMostMonths },
    serious: { least: figures.seriousPublicLeastMonths, most: figures.seriousPublicMostMonths },
  };
}

/** Adverse records are public no longer than the nation allows, and the government stops using them too. */
export function outsideNationalWindows(draft: Draft): Finding[] {
  const { figures } = draft;
  if (figures === null) return []; // what is missing is another rule's finding
  const outside = (what: string) =>
    `不利信息的${what}须自行终止：最长 ${figures.seriousPublicMostMonths} 个月，或者按条件终止且至少每 ${figures.unconfirmedMostMonths} 个月再确认，请改写。`;
  return [
    ...each(draft, 'severity', ({ windows }, found) => {
      for (const [name, bounds] of Object.entries(boundsIn(figures))) {
        const { min, max } = windows[name as keyof Bounds];
        const [least, most] = [min === undefined ? bounds.least : monthsIn(min), monthsIn(max)];
        if (least >= bounds.least && most <= bounds.most && least <= most) continue;
        found(
          `/windows/${name}`,
          'outside-national-window',
          `${name} 的公示期应在 ${bounds.least} 至 ${bounds.most} 个月之间，请改写。`,
        );
      }
      if (windows.minor.published)
        found(
          '/windows/minor/published',
          'outside-national-window',
          '轻微失信信息原则上不公示，请改为 false；确有必要的由认定单位逐件决定。',
        );
    }),
    ...each(draft, 'categories', (category, found) => {
      const { publicity, use, nature } = category;
      if (publicity !== undefined && 'severity' in publicity.until && !hasGeneralTable(draft, category)) {
        found(
          '/publicity/until',
          'without-severity-table',
          '按失信严重程度公示，但 severity/ 中没有适用于各机关的分级表，请补写。',
        );
      }
      if ('severity' in use.until) found('/use/until', 'wrong-field', '共享使用的期限不按失信严重程度定，请写明期限。');
      if (nature !== 'adverse' && nature !== 'mixed') return;
      if (publicity !== undefined && !isBounded(publicity, figures))
        found('/publicity/until', 'outside-national-window', outside('公示'));
      if (!isBounded(use, figures)) found('/use/until', 'outside-national-window', outside('共享使用'));
    }),
  ];
}

function isBounded({ until }: Window, { seriousPublicMostMonths: longest, unconfirmedMostMonths }: Figures): boolean {
  if ('severity' in until) return true;
  if ('endless' in until) return false;
  if ('term' in until) return monthsIn(until.term) <= longest;
  if ('condition' in until) return monthsIn(until.reconfirmWithin) <= unconfirmedMostMonths;
  return until.atMost !== undefined && monthsIn(until.atMost) <= longest;
}

function hasGeneralTable(draft: Draft, { code }: Category): boolean {
  return [...draft.severity.values()].some(({ body }) => body.category === code && body.authorities === undefined);
}
