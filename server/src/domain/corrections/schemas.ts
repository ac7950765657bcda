import { type TSchema, Type } from 'typebox';
import { CHANGES_PAGE_AT_MOST } from './changes/read-changes.ts';
import { ACKNOWLEDGED_AT_ONCE, NOTE_CHARACTERS } from './recalls/acknowledge.ts';
import { EFFECTS, FEED_EFFECTS } from './recalls/effects.ts';
import { DONE } from './recalls/find-recall.ts';
import { RECALL_STATES, RECALLS_PAGE_AT_MOST } from './recalls/list-recalls.ts';

export const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
export const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
export const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const NumberOrNull = Type.Unsafe<number | null>({ type: ['number', 'null'] });
export const Day = Type.String({ format: 'date' });
export const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const Moment = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });
export const MomentOrNull = Type.Unsafe<Date | null>({ type: ['string', 'null'] });
export const Count = Type.Integer();
export const Effect = Type.Enum(EFFECTS, {
  description:
    'withdrawn 撤回，repaired 信用修复，closed 终止，corrected 更正，requeued 归属有误移出，hidden 暂停，resumed 恢复，reinstated 修复被撤销而恢复',
});
const FeedEffect = Type.Enum(FEED_EFFECTS, {
  description: '同召回的事由；另有 expired 期限届满，renewed 届满后续期，这两项只在此告知，不计时限',
});
export const Subject = closed({ subjectId: Type.String(), code: TextOrNull, name: Type.String() });
export const after = { after: Type.Optional(text(400, '上一页的 next')) };
export const limit = (most: number) => ({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: most })) });

const RecallId = Type.String({ pattern: '^l[0-9a-f]{20}$' });
const Done = Type.Enum(DONE, {
  description: 'deleted 已删除，marked 已标注失效或按恢复后的内容更新，never-stored 未保存',
});
const note = { note: Type.Optional(text(NOTE_CHARACTERS, '说明')) };

export const RecallParams = closed({ recallId: RecallId });
export const RecallsQuery = closed({
  state: Type.Optional(Type.Enum(RECALL_STATES)),
  ...limit(RECALLS_PAGE_AT_MOST),
  ...after,
});
export const RecallsAnswered = closed({
  recalls: Type.Array(
    closed({
      recallId: RecallId,
      recordId: Type.String(),
      effect: Effect,
      at: Moment,
      recipient: Type.String({ description: '取得过该记录的单位' }),
      recipientName: Type.String(),
      ways: Type.Array(Type.String(), {
        description: 'archive 档案，check 核查，feed 清单，finding 办案所见，export 导出',
      }),
      receivedAt: Moment,
      state: Type.Enum(RECALL_STATES),
      dueOn: Day,
      delivery: Type.Unsafe<{ way: string; outcome: string; attempts: number; at: Date } | null>({
        type: ['object', 'null'],
        additionalProperties: true,
        description: '最近一次送达：方式、结果、次数和时间',
      }),
      acknowledgement: Type.Unsafe<{ done: string; note: string | null; at: Date } | null>({
        type: ['object', 'null'],
        additionalProperties: true,
      }),
      escalatedAt: MomentOrNull,
    }),
  ),
  next: Type.Optional(Type.String()),
});
export const AcknowledgementBody = closed({ done: Done, ...note });
export const AcknowledgementAnswered = closed({
  recallId: RecallId,
  done: Done,
  repeated: Type.Boolean({ description: '此前已作相同回执' }),
});

export const ChangesQuery = closed({ ...limit(CHANGES_PAGE_AT_MOST), ...after });
export const ChangesAnswered = closed({
  changes: Type.Array(closed({ changeId: RecallId, recordId: Type.String(), effect: FeedEffect, at: Moment })),
  next: Type.String({ description: '下次从此处继续；没有新内容时不变' }),
});
export const ChangesAcknowledged = closed({
  changes: Type.Array(closed({ changeId: RecallId, done: Done, ...note }), {
    minItems: 1,
    maxItems: ACKNOWLEDGED_AT_ONCE,
  }),
});
export const ChangesAcknowledgedAnswered = closed({ acknowledged: Count, repeated: Count });

export const PeriodQuery = closed({ from: Day, until: Day });
const Counts = {
  recalls: Count,
  delivered: Count,
  acknowledged: Count,
  inTime: Count,
  late: Count,
  open: Count,
  overdue: Count,
  escalated: Count,
  acknowledgedPercent: NumberOrNull,
  medianHours: NumberOrNull,
  longestHours: NumberOrNull,
  reversalsAsked: Count,
  reversed: Count,
  notReversed: Count,
  nothingToReverse: Count,
  reversalsOpen: Count,
  reversalsOverdue: Count,
};
export const AccountAnswered = closed({
  from: Day,
  until: Day,
  whole: closed(Counts),
  agencies: Type.Array(closed({ agency: Type.String(), agencyName: Type.String(), ...Counts })),
});
