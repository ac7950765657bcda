import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/**
 * Personal liberty and daily life: the enforcing court's own, neither stored as measures, nor pushed, nor answered by a
 * check (boundary 4).
 */
const PERSONAL_LIBERTY =
  /出境|出入境|消费|乘坐|飞机|列车|高铁|旅行|旅游出行|度假|升学|入学|就读|复学|子女|购房|租房|住房|住宿|拘留|人身自由|不动产购买|车辆购买/;

/** A restriction says its type, rests on adverse records only, and never touches a person's liberty. */
export function measuresOutOfBounds(draft: Draft): Finding[] {
  return each(draft, 'measures', ({ name, note, direction, type, triggers }, found) => {
    const word = PERSONAL_LIBERTY.exec(name) ?? PERSONAL_LIBERTY.exec(note ?? '');
    if (word !== null) {
      found(
        '/name',
        'personal-liberty',
        `“${word[0]}”涉及人身自由和日常生活，只能由执行法院采取，本平台不设此类措施，请删去。`,
      );
    }
    if (direction === 'incentive') return;
    if (type === undefined) found('/type', 'measure-without-type', '惩戒措施须写明类型 A、B 或 C，请补写。');
    for (const [index, { trigger }] of triggers.entries()) {
      const ground = draft.triggers.get(trigger)?.body;
      const of = ground === undefined ? undefined : draft.categories.get(ground.category)?.body;
      if (of === undefined || of.nature === 'adverse' || (of.nature === 'mixed' && ground?.adverseOnly === true))
        continue;
      if (of.nature === 'mixed') {
        found(
          `/triggers/${index}/trigger`,
          'favourable-as-ground',
          `“${of.name}”只有部分内容是不利信息，触发条件“${trigger}”须写 adverseOnly: true，请补写。`,
        );
        continue;
      }
      found(
        `/triggers/${index}/trigger`,
        'favourable-as-ground',
        `“${of.name}”不是不利信息，不得据以采取惩戒措施，请删去。`,
      );
    }
  });
}
