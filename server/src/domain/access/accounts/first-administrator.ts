import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Act } from '../../journal/index.ts';
import { findAccountByLogin } from './account-queries.ts';
import { type Invited, invite } from './invite.ts';
import { inviteAdministrator } from './invite-administrator.ts';

const LOGIN = 'admin';
const NAME = '系统管理员';
const START_LOCK = 990_100_004;

/**
 * The link for the first administrator, at every start until somebody has set a password or come by an identity provider:
 * a link that scrolled away is made anew, and the one before ends.
 */
export async function firstAdministrator(trx: Queryable, act: Act): Promise<Invited | Refusal | undefined> {
  await trx.query('select pg_advisory_xact_lock($1)', [START_LOCK]);
  const { rows } = await trx.query<{ used: boolean; accounts: boolean }>(
    `select exists (select from password) or exists (select from identity) as used,
            exists (select from account) as accounts`,
  );
  const [found] = rows;
  if (found === undefined || found.used) return undefined;
  if (!found.accounts) {
    return inviteAdministrator(trx, act, { login: LOGIN, name: NAME, role: 'system-admin' });
  }
  const first = await findAccountByLogin(trx, LOGIN);
  if (first === undefined || first.endedAt !== undefined) return undefined;
  const again = await invite(trx, act, first.accountId, { atMachine: true });
  return isRefusal(again) ? undefined : again;
}
