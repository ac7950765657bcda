import { resolve } from 'node:path';
import { detachMonth, openJournalKeys, trustedKeys } from '../domain/journal/index.ts';
import { withClient } from '../platform/db/pool.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { EXIT, verb } from './verb.ts';

export const journalDetach = verb({
  name: 'journal detach',
  summary: '将一个已结束月份的日志移出数据库,写入文件',
  usage: '<YYYY-MM> <文件>',
  options: {},
  positionals: [2, 2],
  run: (call) => {
    const [month = '', file = ''] = call.positionals;
    return withSystem(call, async ({ config, secrets, database, clock }) => {
      const keys = openJournalKeys(config, secrets);
      if ('refused' in keys) {
        call.io.err(keys.message);
        return EXIT.failed;
      }
      const act = { actor: call.actor, purpose: 'journal-detach', now: clock() };
      const detached = await withClient(database.ownerUrl, (owner) =>
        detachMonth(owner, act, trustedKeys(keys), { month, path: resolve(file) }),
      );
      if (isRefusal(detached)) return printRefusal(call, detached);
      const { first, end, sha256 } = detached;
      return print(
        call,
        detached,
        `已将 ${month} 的 ${end - first} 个条目移出到 ${file}（SHA-256 ${sha256}）。请妥善保存该文件：数据库中只留有证明，没有内容。`,
      );
    });
  },
});
