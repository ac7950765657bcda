import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { PERSON_IN_ROLE, type RoleBar } from '../../catalogue/index.ts';
import {
  type GroundsBySubject,
  groundsInForce,
  type MatterAsked,
  type MeasureInForce,
  measuresInForce,
} from '../../measures/index.ts';
import { bindingsOf, type PersonBinding } from '../../subjects/index.ts';

/** A measure for a person, and the one role it bars from. */
export type PersonMeasure = MeasureInForce & { role: RoleBar };

/**
 * What a person is barred from on a day: decisions that name the person, as far as their entries are in force. An entry that
 * ended, was withdrawn or is suspended binds nobody, whatever is still held.
 */
export async function measuresOfPerson(
  db: Queryable,
  subjectId: string,
  asked: Pick<MatterAsked, 'matter' | 'measures' | 'believes'>,
  day: CalendarDate,
): Promise<PersonMeasure[]> {
  const bindings = await bindingsOf(db, subjectId, day);
  const organisations = [...new Set(bindings.map(({ organisation }) => organisation))];
  return barsOf(bindings, await groundsInForce(db, organisations, day), asked, day);
}

/** The same, pure: a ground counts only for whom its own record names, and for the days both reach. */
export function barsOf(
  bindings: readonly PersonBinding[],
  grounds: GroundsBySubject,
  asked: Pick<MatterAsked, 'matter' | 'measures' | 'believes'>,
  day: CalendarDate,
): PersonMeasure[] {
  const bound = bindings.flatMap(({ organisation, recordId, from, until }) =>
    (grounds.get(organisation) ?? [])
      .filter((ground) => ground.recordId === recordId && !ground.suspended)
      .map((ground) => ({
        ...ground,
        // what one act of the organisation is permitted is nothing of the person's
        reliefs: [],
        validFrom: later(ground.validFrom, from),
        validUntil: ground.validUntil === null ? until : earlier(ground.validUntil, until),
      })),
  );
  const roles = new Map(asked.measures.map(({ code, roleBar }) => [code, roleBar]));
  return measuresInForce(bound, { ...asked, requestRef: null }, PERSON_IN_ROLE, day).flatMap((measure) => {
    const role = roles.get(measure.measure);
    return role === undefined ? [] : [{ ...measure, role }];
  });
}

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);
const earlier = (a: CalendarDate, b: CalendarDate): CalendarDate => (a < b ? a : b);
