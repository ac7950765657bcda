import { basename } from 'node:path';
import { catalogueInForce } from '../domain/catalogue/index.ts';
import { readEndings, reconcileBatch } from '../domain/intake/index.ts';
import { today } from '../kernel/dates.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { refuseUnnamed } from './named-person.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const reconcile = verb({
  name: 'reconcile',
  summary: '将他人报送的留存批次与已修复、撤回、期满的决定核对后放行',
  usage: '<批次编号> <核对清单文件> --actor <姓名>',
  options: {},
  positionals: [2, 2],
  run: async (call) => {
    const unnamed = refuseUnnamed(call);
    if (unnamed !== null) return printRefusal(call, unnamed);
    return withSystem(call, async (system) => {
      const [batchId = '', path = ''] = call.positionals;
      const endings = await readEndings(path, basename(path));
      if (isRefusal(endings)) return printRefusal(call, endings);
      const done = await write(system.pool, system.clock, async (trx, now) => {
        const catalogue = await catalogueInForce(system.pool, today(now));
        return reconcileBatch(trx, { actor: call.actor, purpose: 'reconcile', now }, catalogue, { batchId, endings });
      });
      if (isRefusal(done)) return printRefusal(call, done);
      const { ended, released, unmatched } = done;
      return print(
        call,
        done,
        `已核对批次 ${batchId}：终止 ${ended} 条，放行 ${released} 条，清单中 ${unmatched} 行未对应到留存记录。`,
      );
    });
  },
});
