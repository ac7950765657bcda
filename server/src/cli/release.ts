import { catalogueInForce } from '../domain/catalogue/index.ts';
import { releaseBatch } from '../domain/records/index.ts';
import { today } from '../kernel/dates.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const release = verb({
  name: 'release',
  summary: '放行一个批次中待核的记录,准予公示和使用',
  usage: '<批次编号> --actor <姓名> [--reason <理由>]',
  options: { reason: { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, actor } = call;
    // Publishing is a named person's decision: the user of the machine is nobody (architecture, section 8).
    if (values.actor === undefined) {
      return printRefusal(
        call,
        refuse('invalid-request', '请用 --actor 写明作出放行决定的人的姓名。', { field: 'actor' }),
      );
    }
    return withSystem(call, async (system) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const [batchId = ''] = positionals;
      const released = await write(system.pool, system.clock, (trx, now) =>
        releaseBatch(trx, { actor, purpose: 'release', now }, catalogue, { batchId, reason: values.reason }),
      );
      if (isRefusal(released)) return printRefusal(call, released);
      return print(call, released, `批次 ${batchId} 已放行 ${released.released} 条记录。`);
    });
  },
});
