import assert from 'node:assert/strict';
import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { lookAtTexts } from './look-at-texts.ts';
import { reviewText } from './review-text.ts';
import * as schemas from './schemas.ts';

/** The texts of an agency's records that wait for a person, and what the person approves. */
export function textReviewRoutesUnder(lawOn: (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/records/text-reviews',
      summary: '本部门记录中须人工核对个人信息后公示的文本',
      permission: 'text.read',
      purpose: true,
      journals: ['text.read'],
      schema: { querystring: schemas.TextReviewsQuery, response: schemas.TextReviewsAnswered },
      answer: async ({ system: { pool, clock }, act, reach, query }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const now = clock();
        const catalogue = await lawOn(pool, today(now));
        return lookAtTexts(pool, catalogue, { ...act(now, 'text-reviews'), agency: reach.agency }, query.after);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/records/text-reviews',
      summary: '核定一条记录的公示文本',
      permission: 'text.approve',
      journals: ['record.text-reviewed'],
      schema: { body: schemas.TextReviewBody, response: schemas.TextReviewAnswered },
      answer: async ({ system, act, reach, body }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const { agency } = reach;
        const catalogue = await lawOn(system.pool, today(system.clock()));
        const reviewed = await write(system.pool, system.clock, (trx, now) =>
          reviewText(trx, catalogue, { ...act(now, 'review-text'), agency }, body),
        );
        return isRefusal(reviewed) ? reviewed : { ...reviewed, reviewedAt: reviewed.reviewedAt.toISOString() };
      },
    }),
  ];
}
