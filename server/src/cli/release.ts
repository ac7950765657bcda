import { catalogueInForce } from '../domain/catalogue/index.ts';
import { releaseBatch } from '../domain/intake/index.ts';
import { today } from '../kernel/dates.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { refuseUnnamed } from './named-person.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const release = verb({
  name: 'release',
  summary: '放行他人报送的一个批次中待核的记录,准予公示和使用',
  usage: '<批次编号> --actor <姓名> [--reason <理由>]',
  options: { reason: { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, actor } = call;
    const unnamed = refuseUnnamed(call);
    if (unnamed !== null) return printRefusal(call, unnamed);
    return withSystem(call, async (system) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const [batchId = ''] = positionals;
      const released = await write(system.pool, system.clock, (trx, now) =>
        releaseBatch(trx, { actor, purpose: 'release', now }, catalogue, { batchId, reason: values.reason }),
      );
      if (isRefusal(released)) return printRefusal(call, released);
      const { released: count, withoutStart = 0 } = released;
      const left = withoutStart > 0 ? `另有 ${withoutStart} 条缺少现行目录计算期限所需的日期，仍留存待补报。` : '';
      return print(call, released, `批次 ${batchId} 已放行 ${count} 条记录。${left}`);
    });
  },
});
