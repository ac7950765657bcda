import { PERSON_IN_ROLE } from '../types.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** Matters in which a role is asked for: founding or registering an organisation, and qualification. */
const MATTERS_OF_ROLES: readonly string[] = ['market-entry', 'qualification'];

/**
 * A person is bound in role only (boundary 4): barred from one role, by law, for the term of a listing decision. Whatever
 * reaches further is refused, and so is a measure that is for persons and organisations alike.
 */
export function personMeasuresAmiss(draft: Draft): Finding[] {
  return each(draft, 'measures', ({ targets, roleBar, direction, type, matters, triggers }, say) => {
    const found = (at: string, message: string) => say(at, 'person-in-role', message);
    const at = targets.indexOf(PERSON_IN_ROLE);
    if (at < 0) {
      if (roleBar !== undefined) found('/roleBar', '只有对责任人员的措施才写 roleBar，请删去。');
      return;
    }
    if (targets.length > 1) found(`/targets/${at}`, '对责任人员的措施须单独成文，不得与对单位的措施混写，请分开。');
    if (roleBar === undefined) found('/roleBar', '对责任人员的措施只能是限制任职或者从业，请写明 roleBar。');
    if (direction !== 'restriction') found('/direction', '对责任人员只能设限制任职、从业的措施，请改写。');
    if (type !== 'A') found('/type', '对责任人员的措施减损权益，类型须为 A，请改写。');
    for (const [index, matter] of matters.entries())
      if (!MATTERS_OF_ROLES.includes(matter))
        found(`/matters/${index}`, `对责任人员的措施只适用于 ${MATTERS_OF_ROLES.join('、')}，请删去该事项。`);
    for (const [index, { trigger }] of triggers.entries()) {
      const ground = draft.triggers.get(trigger)?.body;
      if (ground === undefined) continue; // a dangling one is another rule's finding
      const listed = draft.categories.get(ground.category)?.body.role === 'list';
      if (listed && !('condition' in ground.until)) continue;
      found(`/triggers/${index}/trigger`, '对责任人员的措施只能由有期限的名单列入决定引发，请改写。');
    }
  });
}
