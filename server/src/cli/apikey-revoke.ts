import { revokeApiKey } from '../domain/access/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const apikeyRevoke = verb({
  name: 'apikey revoke',
  summary: '停用接口密钥,数秒内在各服务器生效',
  usage: '<密钥编号>(密钥 gx_ 之后、下一个下划线之前的部分)',
  options: {},
  positionals: [1, 1],
  run: (call) =>
    withSystem(call, async (system) => {
      const [keyId = ''] = call.positionals;
      const revoked = await write(system.pool, system.clock, (trx, now) =>
        revokeApiKey(trx, { actor: call.actor, purpose: 'apikey-revoke', now }, keyId),
      );
      return isRefusal(revoked) ? printRefusal(call, revoked) : print(call, revoked, `已停用密钥 ${keyId}。`);
    }),
});
