import assert from 'node:assert/strict';
import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { answerQuery } from './answer-query.ts';
import { missedChecksAnswered, numberGapsAnswered, queryAnswered } from './answered.ts';
import { askQuery } from './ask-query.ts';
import { lookAtQueries } from './look-at-queries.ts';
import { lookAtMissedChecks } from './missed-checks.ts';
import { lookAtNumberGaps } from './number-gaps.ts';
import * as schemas from './schemas.ts';

/** The version of the catalogue in force on a day. */
type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

/** A code of `catalogue/purposes/`: why anybody comes here, unless the request says it otherwise. */
const PURPOSE = 'supervision';

export function governanceRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/governance/missed-checks',
      summary: '应查未查:决定之日受限制的主体获得许可、奖励、给付,而决定机关未核查或者未执行',
      permission: 'governance.read',
      journals: ['governance.missed-checks-read'],
      schema: { querystring: schemas.MissedChecksQuery, response: schemas.MissedChecksAnswered },
      answer: async ({ system: { pool, clock }, act, reach, query }) => {
        const now = clock();
        const answer = await lookAtMissedChecks(pool, act(now, PURPOSE), today(now), { ...query, reach });
        return isRefusal(answer) ? answer : missedChecksAnswered(answer, today(now));
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/governance/number-gaps',
      summary: '断号:各机关已报送的文书号之间缺少的号码,疑似漏报',
      permission: 'governance.read',
      journals: ['governance.number-gaps-read'],
      schema: { querystring: schemas.NumberGapsQuery, response: schemas.NumberGapsAnswered },
      answer: async ({ system: { pool, clock }, act, reach, query }) => {
        const now = clock();
        const law = { catalogue: await lawOn(pool, today(now)), today: today(now) };
        const answer = await lookAtNumberGaps(pool, act(now, PURPOSE), law, { ...query, reach });
        return isRefusal(answer) ? answer : numberGapsAnswered(answer, law.today);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/governance/queries',
      summary: '就一项应查未查或者一段断号询问部门',
      permission: 'governance.ask',
      journals: ['governance.asked'],
      status: 201,
      schema: { body: schemas.QueryBody, response: schemas.QueryAnswered },
      answer: async ({ system, act, reach, body }) => {
        const day = today(system.clock());
        const office = { catalogue: await lawOn(system.pool, day), today: day, reach };
        const asked = await askQuery(system, (now) => act(now, PURPOSE), office, body);
        return isRefusal(asked) ? asked : queryAnswered(asked, day);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/governance/queries',
      summary: '督导询问及其答复,最近的在前',
      permission: 'governance.read',
      journals: ['governance.queries-read'],
      schema: { querystring: schemas.QueriesQuery, response: schemas.QueriesAnswered },
      answer: async ({ system: { pool, clock }, act, reach, query }) => {
        const now = clock();
        const found = await lookAtQueries(pool, act(now, PURPOSE), today(now), { ...query, reach });
        if (isRefusal(found)) return found;
        return { ...found, queries: found.queries.map((one) => queryAnswered(one, today(now))) };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/governance/queries/:queryId/answer',
      summary: '部门答复一项督导询问,只能答复一次',
      permission: 'governance.answer',
      journals: ['governance.answered'],
      status: 201,
      schema: { params: schemas.AnswerParams, body: schemas.AnswerBody, response: schemas.QueryAnswered },
      answer: async ({ system: { pool, clock }, act, reach, params, body }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const { agency } = reach;
        const law = { catalogue: await lawOn(pool, today(clock())), today: today(clock()) };
        const answered = await write(pool, clock, (trx, now) =>
          answerQuery(trx, { ...act(now, PURPOSE), agency }, law, { ...params, ...body }),
        );
        return isRefusal(answered) ? answered : queryAnswered(answered, law.today);
      },
    }),
  ];
}
