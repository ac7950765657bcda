import { listProposals, lookAtProposal, type Proposal } from '../domain/catalogue/index.ts';
import { effectsOfVersion } from '../domain/records/index.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { differenceText } from './difference-text.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

const STATUS = { open: '待确认', confirmed: '已确认', rejected: '已否决', withdrawn: '已撤回' } as const;

export const catalogueProposal = verb({
  name: 'catalogue proposal',
  summary: '查看目录提案及其带来的变化;不写编号时列出近期提案',
  usage: '[提案编号]',
  options: {},
  positionals: [0, 1],
  run: (call) =>
    withSystem(call, async ({ pool }) => {
      const [proposalId] = call.positionals;
      if (proposalId === undefined) {
        const proposals = await listProposals(pool);
        return print(call, { proposals }, proposals.map(lineOf).join('\n') || '还没有目录提案。');
      }
      const seen = await lookAtProposal(pool, proposalId, effectsOfVersion);
      if (isRefusal(seen)) return printRefusal(call, seen);
      const { proposal, digest, dryRun, differs } = seen;
      return print(
        call,
        seen,
        [
          lineOf(proposal),
          `理由：${proposal.reason}`,
          differenceText(dryRun),
          ...(differs ? ['注意：与提出时所见的变化不同。'] : []),
          `变化摘要 ${digest}`,
        ].join('\n'),
      );
    }),
});

function lineOf({ proposalId, status, inForceFrom, proposedBy, settledBy, version }: Proposal): string {
  const settled = settledBy === null ? '' : `（${settledBy}${version === null ? '' : `，第 ${version} 版`}）`;
  return `${proposalId} ${STATUS[status]}${settled}，拟自 ${inForceFrom} 起生效，提出人 ${proposedBy}`;
}
