import { findAgency } from '../domain/access/index.ts';
import { withdrawRecord } from '../domain/records/index.ts';
import { normaliseCode } from '../kernel/codes.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const withdraw = verb({
  name: 'withdraw',
  summary: '撤回一条记录:即时停止公示、使用和核查答复',
  usage:
    '<类别> --agency <统一社会信用代码> --document-no <文书号> --subject <代码> --reason <理由> --document <依据文书> [--replaced-by <新文书号>]',
  options: {
    agency: { type: 'string' },
    'document-no': { type: 'string' },
    subject: { type: 'string' },
    reason: { type: 'string' },
    document: { type: 'string' },
    'replaced-by': { type: 'string' },
  },
  positionals: [1, 1],
  run: (call) =>
    withSystem(call, async (system) => {
      const { values, positionals, actor } = call;
      const { agency: code, reason = '', document = '', subject, 'document-no': documentNo } = values;
      const agency = code === undefined ? undefined : await findAgency(system.pool, normaliseCode(code));
      if (agency === undefined) {
        const detail = '请用 --agency 写明已登记部门的统一社会信用代码。';
        return printRefusal(call, refuse('unknown-agency', detail, { field: 'agency' }));
      }
      if (subject === undefined || documentNo === undefined) {
        const detail = '请用 --document-no 和 --subject 写明要撤回记录的文书号和相对人代码。';
        return printRefusal(call, refuse('invalid-request', detail));
      }
      const replacedBy = values['replaced-by'];
      const withdrawn = await write(system.pool, system.clock, (trx, now) =>
        withdrawRecord(
          trx,
          { actor, agency: agency.uscc, purpose: 'withdraw', now },
          {
            category: positionals[0] ?? '',
            record: { documentNo, subject },
            reason,
            document,
            ...(replacedBy === undefined ? {} : { replacedBy }),
          },
        ),
      );
      if (isRefusal(withdrawn)) return printRefusal(call, withdrawn);
      const answer = { ...withdrawn, withdrawnAt: withdrawn.withdrawnAt.toISOString() };
      return print(call, answer, `已撤回 ${documentNo}(${withdrawn.recordId}),不再公示、使用和答复。`);
    }),
});
