import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { newId } from '../new-id.ts';
import { readLogin } from './account-queries.ts';

const LOGIN = /^[a-z0-9][a-z0-9._-]{1,63}$/;
const NAME_CHARACTERS = 100;

/** Creates an official's account. It holds no right and opens nothing until its invitation is used and a post confirmed. */
export async function createAccount(
  trx: Queryable,
  act: Act,
  input: { login: string; name: string },
): Promise<{ accountId: string } | Refusal> {
  const login = readLogin(input.login);
  const name = input.name.trim();
  if (!LOGIN.test(login)) {
    return refuse('invalid-request', '登录名应为 2 到 64 个小写字母、数字、点、横线或下划线,以字母或数字开头。', {
      field: 'login',
    });
  }
  if (name === '' || [...name].length > NAME_CHARACTERS) {
    return refuse('invalid-request', `姓名应为 1 到 ${NAME_CHARACTERS} 个字符。`, { field: 'name' });
  }
  const accountId = newId('u');
  const { rowCount } = await trx.query(
    `insert into account (account_id, kind, name, login, created_at, created_by)
     values ($1, 'staff', $2, $3, $4, $5) on conflict (login) do nothing`,
    [accountId, name, login, act.now, act.actor],
  );
  if (rowCount === 0) {
    return refuse('conflict', '这个登录名已经有人使用或者曾经有人使用,请换一个。', { field: 'login' });
  }
  await journal(trx, act, { event: 'account.created', target: accountId, detail: { kind: 'staff' } });
  return { accountId };
}
