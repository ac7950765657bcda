import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/**
 * `checkedUnder` is said of decisions that grant something, and only where a record tells who decided and when: else
 * nobody could be asked why nobody was checked.
 */
export function checkedAmiss(draft: Draft): Finding[] {
  return each(draft, 'categories', ({ checkedUnder, nature, decides, fields }, found) => {
    if (checkedUnder === undefined) return;
    for (const [index, matter] of checkedUnder.entries()) {
      const at = `/checkedUnder/${index}`;
      if (!draft.holds('matters', matter))
        found(at, 'dangling', `目录中没有事项“${matter}”，请核对代码，或者先写 matters/${matter}.yaml。`);
      if (checkedUnder.indexOf(matter) !== index) found(at, 'twice', `事项“${matter}”写了两次，请去掉一个。`);
    }
    if (nature === 'adverse')
      found('/checkedUnder', 'not-a-grant', '不利的决定不给予当事人什么，作出前无须核查，请删去 checkedUnder。');
    const on = fields.find(({ id }) => id === decides.on);
    if (on?.required !== true || decides.code === undefined) {
      const message =
        '须有必填的决定日期和决定机关代码，才能判断作出决定前有无核查，请补写 decides.on 和 decides.code。';
      found('/checkedUnder', 'without-document', message);
    }
  });
}
