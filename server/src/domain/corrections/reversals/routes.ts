import assert from 'node:assert/strict';
import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { after, closed, Effect, limit, Moment, Subject, TextOrNull, text } from '../schemas.ts';
import { answerReversal, REASON_CHARACTERS, REVERSAL_ANSWERS } from './answer-reversal.ts';
import { CHECKS_PAGE_AT_MOST, listAffectedChecks } from './list-checks.ts';

const ReversalId = Type.String({ pattern: '^v[0-9a-f]{20}$' });
const Answer = Type.Enum(REVERSAL_ANSWERS, {
  description: 'reversed 已撤销所采取的措施，not-reversed 未撤销，nothing-to-reverse 无可撤销',
});

export const reversalRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/recalls/checks',
    summary: '依据后来失效的记录的核查：尚未反馈的和已采取措施的，以及请窗口复核的情况',
    permission: 'recall.account',
    journals: ['recall.checks-listed'],
    schema: {
      querystring: closed({ ...limit(CHECKS_PAGE_AT_MOST), ...after }),
      response: closed({
        checks: Type.Array(
          closed({
            checkId: Type.String(),
            position: Type.Integer(),
            agency: Type.String(),
            matter: Type.String(),
            requestRef: TextOrNull,
            subject: Subject,
            answeredAt: Moment,
            recordId: Type.String(),
            effect: Effect,
            at: Moment,
            open: Type.Array(Type.String(), { description: '尚未反馈的措施' }),
            applied: Type.Array(Type.String(), { description: '已采取的措施' }),
            reversal: Type.Unsafe<{
              reversalId: string;
              dueOn: string;
              overdue: boolean;
              answer: string | null;
              reason: string | null;
            } | null>({ type: ['object', 'null'], additionalProperties: true, description: '请窗口复核的信及其反馈' }),
          }),
        ),
        next: Type.Optional(Type.String()),
      }),
    },
    answer: ({ system, act, reach, query }) =>
      write(system.pool, system.clock, (trx, now) => listAffectedChecks(trx, act(now, 'recall'), reach, query)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/reversals/:reversalId/answer',
    summary: '窗口反馈是否撤销依据已失效信息采取的措施，只能反馈一次',
    permission: 'reversal.answer',
    journals: ['reversal.answered'],
    status: 201,
    schema: {
      params: closed({ reversalId: ReversalId }),
      body: closed({ answer: Answer, reason: text(REASON_CHARACTERS, '复核的情况和理由') }),
      response: closed({ reversalId: ReversalId, answer: Answer }),
    },
    answer: ({ system, act, reach, params, body }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      return write(system.pool, system.clock, (trx, now) =>
        answerReversal(trx, { ...act(now, 'recall'), agency }, { ...params, ...body }),
      );
    },
  }),
];
