import assert from 'node:assert/strict';
import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { dutiesOf } from '../../access/index.ts';

/** Whose messages somebody reads: an agency's and those whose duties came down to it, or one organisation's. */
export type Inbox = { agencies: string[]; subjectId: string | null };

/** The inbox of a reach of `message.read`, which is an agency or an organisation. */
export async function inboxOf(db: Queryable, reach: Reach, now: Date): Promise<Inbox> {
  if (reach.over === 'subject') return { agencies: [], subjectId: reach.subjectId };
  assert(reach.over === 'agency', 'messages are read by an agency or an organisation');
  return { agencies: await dutiesOf(db, reach.agency, today(now)), subjectId: null };
}
