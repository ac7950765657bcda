import { createApiKey } from '../domain/access/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { SCOPES } from '../platform/http/caller.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { commaList, verb } from './verb.ts';

export const apikeyCreate = verb({
  name: 'apikey create',
  summary: '为部门签发接口密钥,只显示这一次',
  usage: `--agency <统一社会信用代码> --scopes a,b(${SCOPES.join('、')})`,
  options: { agency: { type: 'string' }, scopes: { type: 'string' } },
  positionals: [0, 0],
  run: (call) =>
    withSystem(call, async (system) => {
      const { values, actor, io } = call;
      const input = { agency: values.agency ?? '', scopes: commaList(values.scopes) };
      const created = await write(system.pool, system.clock, (trx, now) =>
        createApiKey(trx, { actor, purpose: 'apikey-create', now }, input),
      );
      if (isRefusal(created)) return printRefusal(call, created);
      io.err('请立即妥善保存,密钥不会再次显示;停用请运行 gongxin apikey revoke <编号>。');
      return print(call, created, created.key);
    }),
});
