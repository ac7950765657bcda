import { rejectProposal, withdrawProposal } from '../domain/catalogue/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { refuseUnnamed } from './named-person.ts';
import { withSystem } from './open-system.ts';
import { type Verb, verb } from './verb.ts';

export const catalogueReject = settling('catalogue reject', '否决', '否决他人提出的目录新版本', rejectProposal);
export const catalogueWithdraw = settling('catalogue withdraw', '撤回', '撤回自己提出的目录新版本', withdrawProposal);

function settling(name: string, done: string, summary: string, settle: typeof rejectProposal): Verb {
  return verb({
    name,
    summary,
    usage: '<提案编号> --actor <姓名> --reason <理由>',
    options: { reason: { type: 'string' } },
    positionals: [1, 1],
    run: async (call) => {
      const { values, positionals, actor } = call;
      const unnamed = refuseUnnamed(call);
      if (unnamed !== null) return printRefusal(call, unnamed);
      const [proposalId = ''] = positionals;
      return withSystem(call, async (system) => {
        const settled = await write(system.pool, system.clock, (trx, now) =>
          settle(trx, { actor, purpose: name.replace(' ', '-'), now }, { proposalId, reason: values.reason ?? '' }),
        );
        if (isRefusal(settled)) return printRefusal(call, settled);
        return print(call, settled, `提案 ${proposalId} 已${done}。`);
      });
    },
  });
}
