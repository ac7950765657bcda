import assert from 'node:assert/strict';
import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { CaseParams } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { readAccount } from './account/account.ts';
import { answerEntry } from './entries/answer-entry.ts';
import { listEntries } from './entries/list-entries.ts';
import { listHits } from './hits/list-hits.ts';
import { closeNotice } from './notice/close-notice.ts';
import { dropNotice } from './notice/drop-notice.ts';
import { issueNotice } from './notice/issue-notice.ts';
import * as Shape from './schemas.ts';

/** The version of the catalogue in force on a day. */
type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

export function responseRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/applied-notices/:caseId/paper',
      summary: '制作措施适用告知书：哪个窗口、什么事项、什么措施、依据哪一条、如何提出异议',
      permission: 'notice.work',
      journals: ['case.paper-issued', 'applied-notice.issued'],
      status: 201,
      schema: { params: CaseParams, body: Shape.NoticePaperBody, response: Shape.NoticeIssued },
      answer: ({ system, act, reach, params, body }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const { agency } = reach;
        return write(system.pool, system.clock, async (trx, now) =>
          issueNotice(
            trx,
            { ...act(now, 'applied-notice'), agency },
            await lawOn(system.pool, today(now)),
            { reach, caseId: params.caseId },
            body,
          ),
        );
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/applied-notices/:caseId/served',
      summary: '告知书送达后办结告知',
      permission: 'notice.work',
      journals: ['applied-notice.served', 'case.clock-entered'],
      schema: { params: CaseParams, response: Shape.NoticeClosed },
      answer: ({ system, act, reach, params }) =>
        write(system.pool, system.clock, (trx, now) =>
          closeNotice(trx, act(now, 'applied-notice'), { reach, caseId: params.caseId }),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/applied-notices/:caseId/dropped',
      summary: '撤销告知：措施实际未执行，或者所依据的决定已撤回',
      permission: 'notice.work',
      journals: ['applied-notice.dropped', 'case.clock-entered'],
      schema: { params: CaseParams, body: Shape.NoticeDrop, response: Shape.NoticeDropped },
      answer: ({ system, act, reach, params, body }) =>
        write(system.pool, system.clock, (trx, now) =>
          dropNotice(trx, act(now, 'applied-notice'), { reach, caseId: params.caseId }, body.reason),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/v1/responses/checks',
      summary: '尚未反馈的核查：哪些措施、已过几个工作日、何日到期，最早的在前',
      permission: 'response.read',
      journals: ['response.hits-listed'],
      schema: { querystring: Shape.HitsQuery, response: Shape.HitsAnswered },
      answer: ({ system, act, reach, query }) =>
        write(system.pool, system.clock, async (trx, now) =>
          listHits(trx, act(now, 'responses'), { reach, catalogue: await lawOn(system.pool, today(now)) }, query),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/v1/responses/entries',
      summary: '本单位须响应的限制信息：涉及哪些事项、何日到期，最早的在前',
      permission: 'response.read',
      journals: ['response.entries-listed'],
      schema: { querystring: Shape.EntriesQuery, response: Shape.EntriesAnswered },
      answer: ({ system, act, reach, query }) =>
        write(system.pool, system.clock, async (trx, now) =>
          listEntries(trx, act(now, 'responses'), { reach, catalogue: await lawOn(system.pool, today(now)) }, query),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/responses/entries',
      summary: '答复一条须响应的限制信息：已在本单位系统中落实，或者与本单位无关',
      permission: 'response.work',
      journals: ['response.entry-answered'],
      status: 201,
      schema: { body: Shape.EntryBody, response: Shape.EntryAnswered },
      answer: ({ system, act, reach, body }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const { agency } = reach;
        return write(system.pool, system.clock, async (trx, now) =>
          answerEntry(trx, { ...act(now, 'responses'), agency }, await lawOn(system.pool, today(now)), body),
        );
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/responses/account',
      summary: '响应台账：核查、反馈、告知和响应，按时、逾期和未办的各有多少',
      permission: 'response.read',
      journals: ['response.account-read'],
      schema: { querystring: Shape.AccountQuery, response: Shape.AccountAnswered },
      answer: ({ system, act, reach, query }) =>
        write(system.pool, system.clock, async (trx, now) =>
          readAccount(trx, act(now, 'responses'), { reach, catalogue: await lawOn(system.pool, today(now)) }, query),
        ),
    }),
  ];
}
