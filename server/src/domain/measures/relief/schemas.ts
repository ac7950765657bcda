import { type TSchema, Type } from 'typebox';
import { RELIEF_CHARACTERS } from './relief.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Day = Type.String({ format: 'date' });
const Moment = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });
const MomentOrNull = Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' });

export const ReliefParams = closed({
  reliefId: Type.String({ pattern: '^e[0-9a-f]{20}$', description: '准予编号' }),
});
export const ReliefsParams = closed({ code: text(40, '统一社会信用代码') });

export const ReliefBody = closed({
  subject: text(64, '统一社会信用代码'),
  recordId: text(64, '引起措施的记录编号'),
  matter: text(64, '事项代码'),
  measure: Type.Optional(text(64, '措施代码；不填为该记录在这一事项中引起的全部措施')),
  act: text(RELIEF_CHARACTERS.act, '准予办理的一项行为'),
  requestRef: Type.Optional(text(RELIEF_CHARACTERS.requestRef, '只对这一办件编号有效；不填为期限内的任何办件')),
  from: Day,
  until: Day,
  documentNo: text(RELIEF_CHARACTERS.documentNo, '准予所依据的文书号'),
  clause: text(RELIEF_CHARACTERS.clause, '依据条款：文件代码#条款'),
  authority: text(RELIEF_CHARACTERS.authority, '准予的法院或者机关'),
});
export const ReliefProposed = closed({ reliefId: Type.String() });
export const ReliefConfirmed = closed({ reliefId: Type.String(), confirmedAt: Moment });
export const ReliefEnd = closed({ reason: text(RELIEF_CHARACTERS.reason, '终止的理由') });
export const ReliefEnded = closed({ reliefId: Type.String(), endedAt: Moment });

export const ReliefsAnswered = closed({
  reliefs: Type.Array(
    closed({
      reliefId: Type.String(),
      recordId: Type.String(),
      agency: Type.String(),
      matter: Type.String(),
      measure: TextOrNull,
      act: Type.String(),
      requestRef: TextOrNull,
      from: Day,
      until: Day,
      documentNo: Type.String(),
      clause: Type.String(),
      authority: Type.String(),
      proposedBy: Type.Optional(Type.String()),
      proposedAt: Moment,
      confirmedBy: Type.Optional(TextOrNull),
      confirmedAt: MomentOrNull,
      endedBy: Type.Optional(TextOrNull),
      endedAt: MomentOrNull,
      reason: TextOrNull,
    }),
  ),
});
