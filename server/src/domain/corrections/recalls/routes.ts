import assert from 'node:assert/strict';
import { write, writeUnlessRefused } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { readChanges } from '../changes/read-changes.ts';
import * as Shape from '../schemas.ts';
import { readRecallAccount } from './account.ts';
import { acknowledgeRecall, acknowledgeRecalls } from './acknowledge.ts';
import { listRecalls } from './list-recalls.ts';

export const recallRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/recalls',
    summary: '召回：本单位取得过、后来失效或恢复的记录，及其送达和回执，最近的在前',
    permission: 'recall.read',
    journals: ['recall.listed'],
    schema: { querystring: Shape.RecallsQuery, response: Shape.RecallsAnswered },
    answer: ({ system, act, reach, query }) =>
      write(system.pool, system.clock, (trx, now) => listRecalls(trx, act(now, 'recall'), reach, query)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/recalls/:recallId/acknowledgement',
    summary: '回执一件召回：已删除、已标注或者未保存',
    permission: 'recall.acknowledge',
    journals: ['recall.acknowledged'],
    schema: { params: Shape.RecallParams, body: Shape.AcknowledgementBody, response: Shape.AcknowledgementAnswered },
    answer: ({ system, act, reach, params, body }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      return write(system.pool, system.clock, (trx, now) =>
        acknowledgeRecall(trx, { ...act(now, 'recall'), agency }, { ...params, ...body }),
      );
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/recalls/account',
    summary: '召回台账：各单位和合计的召回、送达、回执、用时，以及复核的反馈',
    permission: 'recall.account',
    journals: ['recall.account-read'],
    schema: { querystring: Shape.PeriodQuery, response: Shape.AccountAnswered },
    answer: ({ system, act, reach, query }) =>
      write(system.pool, system.clock, (trx, now) => readRecallAccount(trx, act(now, 'recall'), reach, query)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/changes',
    summary: '变更清单：本系统取得过的记录中失效或恢复的，只有编号，按先后从上次读到之处继续',
    permission: 'changes.read',
    journals: ['changes.read'],
    schema: { querystring: Shape.ChangesQuery, response: Shape.ChangesAnswered },
    answer: ({ system, act, reach, query }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      return readChanges(system.pool, { ...act(system.clock(), 'recall'), agency }, query);
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/changes/acknowledgements',
    summary: '回执变更清单中的若干条：全部成功或者全部不成功',
    permission: 'recall.acknowledge',
    journals: ['recall.acknowledged'],
    schema: { body: Shape.ChangesAcknowledged, response: Shape.ChangesAcknowledgedAnswered },
    answer: ({ system, act, reach, body }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      const said = body.changes.map(({ changeId, ...rest }) => ({ recallId: changeId, ...rest }));
      return writeUnlessRefused(system.pool, system.clock, (trx, now) =>
        acknowledgeRecalls(trx, { ...act(now, 'recall'), agency }, said),
      );
    },
  }),
];
