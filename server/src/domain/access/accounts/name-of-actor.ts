import type { Queryable } from '../../../platform/db/write.ts';
import { findAccount } from './account-queries.ts';

const USER = 'user:';
const KEY = 'key:';
const OPERATOR = 'operator:';

/** The name of who acts, where there is one to compare: of an account its holder's, of a registered system none. */
export async function nameOfActor(db: Queryable, actor: string): Promise<string | undefined> {
  if (actor.startsWith(KEY)) return undefined;
  if (actor.startsWith(USER)) return (await findAccount(db, actor.slice(USER.length)))?.name;
  return actor.startsWith(OPERATOR) ? actor.slice(OPERATOR.length) : actor;
}
