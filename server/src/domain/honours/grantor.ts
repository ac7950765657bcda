import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { maySubmit } from '../access/index.ts';
import { refuseAbolished } from '../casework/index.ts';
import { HONOUR_CATEGORY } from './rules.ts';

/** Only an agency registered for honours grants one: also where an abolished one's case came down to a successor. */
export async function refuseNoGrantor(db: Queryable, agency: string, day: CalendarDate): Promise<Refusal | null> {
  if (await maySubmit(db, agency, HONOUR_CATEGORY)) return refuseAbolished(db, agency, day);
  return refuse('not-permitted', '该单位未登记为授予荣誉的机关；协会、媒体等可以推荐，由登记的机关评定。', {
    field: 'agency',
  });
}
