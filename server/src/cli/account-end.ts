import { endAccount, findAccountByLogin } from '../domain/access/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const accountEnd = verb({
  name: 'account end',
  summary: '在服务器上停用一个账号及其岗位和会话',
  usage: '<登录名>',
  options: {},
  positionals: [1, 1],
  run: (call) =>
    withSystem(call, async (system) => {
      const [login = ''] = call.positionals;
      const ended = await write(system.pool, system.clock, async (trx, now) => {
        const account = await findAccountByLogin(trx, login);
        if (account === undefined) return refuse('not-found', '没有这个登录名的账号。');
        return endAccount(trx, { actor: `operator:${call.actor}`, purpose: 'account-end', now }, account.accountId);
      });
      if (isRefusal(ended)) return printRefusal(call, ended);
      return print(call, ended, '账号已停用,岗位和会话随之结束。');
    }),
});
