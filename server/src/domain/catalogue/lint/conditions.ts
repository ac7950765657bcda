import { faultOfCondition } from '../conditions.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

const sentence = (condition: string, fault: string) =>
  `条件“${condition}”不成立：${fault}，请核对字段代码、类型和写法。`;

/** Every condition can be compiled over the fields of its category, and answers yes or no. */
export function badConditions(draft: Draft): Finding[] {
  return [
    ...each(draft, 'categories', ({ fields, adverseWhen, publicity, repair, proves = [] }, found) => {
      for (const [at, text] of [
        ['/adverseWhen', adverseWhen],
        ['/publicity/onlyIf', publicity?.onlyIf],
        ['/repair/performedWhen', repair?.performedWhen],
        ...(repair?.never ?? []).map(({ when }, index) => [`/repair/never/${index}/when`, when] as const),
        ...proves.map(({ when }, index) => [`/proves/${index}/when`, when] as const),
      ] as const) {
        const fault = text === undefined ? null : faultOfCondition(fields, text);
        if (fault !== null) found(at, 'bad-condition', sentence(text ?? '', fault));
      }
      for (const [index, field] of fields.entries())
        for (const rule of ['requiredIf', 'forbiddenIf'] as const) {
          const fault = field[rule] === undefined ? null : faultOfCondition(fields, field[rule]);
          if (fault !== null) found(`/fields/${index}/${rule}`, 'bad-condition', sentence(field[rule] ?? '', fault));
        }
    }),
    ...each(draft, 'severity', ({ category, rules }, found) => {
      const fields = draft.categories.get(category)?.body.fields ?? [];
      for (const [index, { when }] of rules.entries()) {
        const fault = fields.length === 0 ? null : faultOfCondition(fields, when);
        if (fault !== null) found(`/rules/${index}/when`, 'bad-condition', sentence(when, fault));
      }
    }),
    ...each(draft, 'triggers', ({ category, when }, found) => {
      const fields = draft.categories.get(category)?.body.fields ?? [];
      const fault = fields.length === 0 ? null : faultOfCondition(fields, when);
      if (fault !== null) found('/when', 'bad-condition', sentence(when, fault));
    }),
  ];
}
