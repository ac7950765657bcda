import {
  baseUrlOf,
  FOUNDING_ROLES,
  findAccountByLogin,
  invitationLink,
  invite,
  inviteAdministrator,
} from '../domain/access/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { EXIT, verb } from './verb.ts';

export const accountInvite = verb({
  name: 'account invite',
  summary: '在服务器上发出设置口令的一次性链接;指定首位系统管理员或安全管理员',
  usage: `<登录名> [--role ${FOUNDING_ROLES.join('|')} --name 姓名]`,
  options: { role: { type: 'string' }, name: { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, config, io, actor } = call;
    const [login = ''] = positionals;
    const role = FOUNDING_ROLES.find((known) => known === values.role);
    if ((values.role !== undefined && role === undefined) || (role !== undefined && values.name === undefined)) {
      io.err(
        `--role 应为 ${FOUNDING_ROLES.join(' 或 ')},并用 --name 写明姓名;其他岗位由系统管理员提出、安全管理员确认。`,
      );
      return EXIT.refused;
    }
    return withSystem(call, async (system) => {
      const invited = await write(system.pool, system.clock, async (trx, now) => {
        const act = { actor: `operator:${actor}`, purpose: 'account-invite', now };
        if (role !== undefined) return inviteAdministrator(trx, act, { login, name: values.name ?? '', role });
        const account = await findAccountByLogin(trx, login);
        if (account === undefined) return refuse('not-found', '没有这个登录名的账号。');
        return invite(trx, act, account.accountId, { atMachine: true });
      });
      if (isRefusal(invited)) return printRefusal(call, invited);
      const { accountId, token, expiresAt } = invited;
      const link = invitationLink(baseUrlOf(config), token);
      io.err('请把链接当面或经可靠的途径交给本人;72 小时内有效,只能使用一次。');
      return print(call, { accountId, link, expiresAt: expiresAt.toISOString() }, link);
    });
  },
});
