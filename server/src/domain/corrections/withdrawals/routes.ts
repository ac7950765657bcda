import { Type } from 'typebox';
import { today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { LawOn } from '../recalls/make-recalls.ts';
import { after, Count, closed, Day, DayOrNull, limit, Moment, NumberOrNull, TextOrNull } from '../schemas.ts';
import { listWithdrawals, WITHDRAWALS_PAGE_AT_MOST } from './list-withdrawals.ts';

const BooleanOrNull = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] });

export const withdrawalRoutesUnder = (lawOn: LawOn): readonly Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/corrections/withdrawals',
    summary: '撤回及其用时：自变更、撤销原决定之日起几天内撤下，逾期的可单独查看',
    permission: 'withdrawal.read',
    journals: ['correction.withdrawals-read'],
    schema: {
      querystring: closed({
        from: Day,
        until: Day,
        late: Type.Optional(Type.Boolean({ description: '只看逾期的，或者只看其余的' })),
        ...limit(WITHDRAWALS_PAGE_AT_MOST),
        ...after,
      }),
      response: closed({
        withinDays: Count,
        whole: closed({ withdrawals: Count, inTime: Count, late: Count, unmeasured: Count }),
        withdrawals: Type.Array(
          closed({
            recordId: Type.String(),
            category: Type.String(),
            agency: Type.String(),
            document: TextOrNull,
            decidedOn: DayOrNull,
            withdrawnAt: Moment,
            days: NumberOrNull,
            workingDays: NumberOrNull,
            late: BooleanOrNull,
          }),
        ),
        next: Type.Optional(Type.String()),
      }),
    },
    answer: ({ system, act, reach, query }) =>
      write(system.pool, system.clock, async (trx, now) =>
        listWithdrawals(trx, act(now, 'correction'), { reach, catalogue: await lawOn(system.pool, today(now)) }, query),
      ),
  }),
];
