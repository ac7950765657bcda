import { cancelBatch } from '../domain/intake/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const cancel = verb({
  name: 'cancel',
  summary: '取消一个尚未开始入库的批次,不留下其中任何数据',
  usage: '<批次编号> --actor <姓名>',
  options: {},
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, actor } = call;
    // What a department sent is taken back by a named person, as what is published is.
    if (values.actor === undefined) {
      return printRefusal(call, refuse('invalid-request', '请用 --actor 写明取消批次的人的姓名。', { field: 'actor' }));
    }
    return withSystem(call, async (system) => {
      const [batchId = ''] = positionals;
      const cancelled = await write(system.pool, system.clock, (trx, now) =>
        cancelBatch(trx, { actor, purpose: 'cancel', now }, batchId),
      );
      if (isRefusal(cancelled)) return printRefusal(call, cancelled);
      return print(call, cancelled, `批次 ${batchId} 已取消,其中没有任何数据入库。`);
    });
  },
});
