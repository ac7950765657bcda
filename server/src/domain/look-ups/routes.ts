import type pg from 'pg';
import { type TSchema, Type } from 'typebox';
import { addMonths, type CalendarDate, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { LOOK_UPS_PAGE_AT_MOST, lookUpsOf } from './look-ups-of.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });

const LookUpsQuery = closed({
  subject: Type.Optional(Type.String({ maxLength: 64, description: '统一社会信用代码;审计人员必填,其他人只看自己的' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LOOK_UPS_PAGE_AT_MOST })),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 400, description: '上一页的 next' })),
});

const LookUpsAnswered = closed({
  lookUps: Type.Array(
    closed({
      at: Type.String(),
      kind: Type.Unsafe<'archive' | 'check' | 'identifier'>({
        type: 'string',
        enum: ['archive', 'check', 'identifier'],
        description: '查阅档案、信用核查、按证件号码查找',
      }),
      agency: TextOrNull,
      agencyName: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: '查询单位,不含经办人;为空的是平台运营单位在本机查询',
      }),
      purpose: Type.String({ description: '用途代码或者事项代码' }),
      ref: Type.Unsafe<string | null>({ type: ['string', 'null'], description: '查询单位的办件编号' }),
    }),
  ),
  next: Type.Optional(Type.String()),
});

/** The version of the catalogue in force on a day. */
type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

export function lookUpRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/look-ups',
      summary: '谁查过我:非公开信息的查询记录,最近的在前',
      permission: 'look-ups.read',
      purpose: true,
      journals: ['look-ups.read'],
      schema: { querystring: LookUpsQuery, response: LookUpsAnswered },
      answer: async ({ system: { pool, clock }, act, reach, query: { subject, ...page } }) => {
        const subjectId = await whose(pool, reach, subject);
        if (isRefusal(subjectId)) return subjectId;
        const { lookUpsKeptMonths } = (await lawOn(pool, today(clock()))).policy;
        return write(pool, clock, (trx, now) => {
          const since = new Date(`${addMonths(today(now), -lookUpsKeptMonths)}T00:00:00+08:00`);
          const asked = { ...page, subjectId, since, withRefs: reach.over === 'all' };
          return lookUpsOf(trx, act(now, 'own-data'), asked);
        });
      },
    }),
  ];
}

/** Whose look-ups are asked for: one's own, or for who audits those of an organisation. */
async function whose(pool: pg.Pool, reach: Reach, code: string | undefined): Promise<string | Refusal> {
  const found = code === undefined ? null : await findSubjectByCode(pool, code);
  const nobody = refuse('not-found', '没有找到该主体,请核对统一社会信用代码。', { field: 'subject' });
  if (reach.over === 'subject')
    return code === undefined || found?.subjectId === reach.subjectId ? reach.subjectId : nobody;
  if (code === undefined)
    return refuse('invalid-request', '请在 subject 中写明要查哪个主体的查询记录。', { field: 'subject' });
  return found?.subjectId ?? nobody;
}
