import { confirmVersion, digestProposed } from '../domain/catalogue/index.ts';
import { effectsOfVersion } from '../domain/records/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { refuseUnnamed } from './named-person.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const catalogueConfirm = verb({
  name: 'catalogue confirm',
  summary: '确认他人提出的目录新版本',
  usage: '<提案编号> --actor <姓名> [--digest <所看到的变化的摘要>](默认为提出时的变化)',
  options: { digest: { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, actor } = call;
    const unnamed = refuseUnnamed(call);
    if (unnamed !== null) return printRefusal(call, unnamed);
    const [proposalId = ''] = positionals;
    return withSystem(call, async (system) => {
      const digest = values.digest ?? (await digestProposed(system.pool, proposalId)) ?? '';
      const confirmed = await write(system.pool, system.clock, (trx, now) =>
        confirmVersion(trx, { actor, purpose: 'catalogue-confirm', now }, { proposalId, digest }, effectsOfVersion),
      );
      if (isRefusal(confirmed)) return printRefusal(call, confirmed);
      const { version, inForceFrom } = confirmed;
      return print(call, confirmed, `目录第 ${version} 版已确认，自 ${inForceFrom} 起生效。`);
    });
  },
});
