import { write } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findAccountByLogin, readLogin } from '../accounts/account-queries.ts';
import { type Begun, beginSession } from './begin-session.ts';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './password-hash.ts';
import { PASSWORD_CHARACTERS_READ } from './password-rule.ts';
import { forgetTries, takeTry, triedAt } from './take-try.ts';

export type SignInParts = Pick<System, 'pool' | 'clock' | 'secrets'>;
/** The act of a moment: signing in takes more than one transaction, because hashing is slow on purpose. */
export type ActAt = (now: Date) => Act;

/** One answer to a wrong password, a login nobody has and an ended account (ASVS 5.0, 6.3.8). */
const REFUSED = refuse('sign-in-refused', '登录名或口令不正确,请核对后重试。忘记口令的,请联系系统管理员。');

export async function signIn(
  { pool, clock, secrets }: SignInParts,
  actAt: ActAt,
  given: { login: string; password: string },
): Promise<Begun | Refusal> {
  const login = readLogin(given.login);
  const tried = triedAt(secrets, 'login', login);
  const blocked = await write(pool, clock, (trx, now) => takeTry(trx, tried, now));
  if (blocked !== undefined) return blocked;

  const account = await findAccountByLogin(pool, login);
  const known = account?.endedAt === undefined ? account : undefined;
  const password = given.password.slice(0, PASSWORD_CHARACTERS_READ);
  const right = await verifyPassword(secrets, password, known?.hash ?? NOBODYS_HASH);
  const again = right === 'again' ? await hashPassword(secrets, password) : undefined;

  return write(pool, clock, async (trx, now) => {
    const act = actAt(now);
    if (right === 'no' || known === undefined) {
      await journal(trx, act, {
        event: 'sign-in.refused',
        ...(account === undefined ? {} : { target: account.accountId }),
        detail: { step: 'password' },
      });
      return REFUSED;
    }
    const { accountId } = known;
    await forgetTries(trx, tried);
    if (again !== undefined) await trx.query('update password set hash = $2 where account_id = $1', [accountId, again]);
    return beginSession(trx, act, { accountId, by: 'password', passwordDue: known.passwordDue });
  });
}
