import assert from 'node:assert/strict';
import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { confirmRelief } from './relief/confirm-relief.ts';
import { endRelief } from './relief/end-relief.ts';
import { listReliefs } from './relief/list-reliefs.ts';
import { proposeRelief } from './relief/propose-relief.ts';
import * as Shape from './relief/schemas.ts';

/** The version of the catalogue in force on a day. */
type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

export function measureRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/reliefs',
      summary: '提出准予一项行为（部分解除）：措施仍在，只准这一项',
      permission: 'relief.propose',
      journals: ['relief.proposed'],
      status: 201,
      schema: { body: Shape.ReliefBody, response: Shape.ReliefProposed },
      answer: ({ system, act, reach, body }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const { agency } = reach;
        return write(system.pool, system.clock, async (trx, now) =>
          proposeRelief(trx, { ...act(now, 'relief'), agency }, await lawOn(system.pool, today(now)), body),
        );
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/reliefs/:reliefId/confirmation',
      summary: '由另一人确认一项准予',
      permission: 'relief.confirm',
      journals: ['relief.confirmed'],
      schema: { params: Shape.ReliefParams, response: Shape.ReliefConfirmed },
      answer: ({ system, act, reach, params }) =>
        write(system.pool, system.clock, (trx, now) => confirmRelief(trx, act(now, 'relief'), reach, params.reliefId)),
    }),
    route({
      method: 'POST',
      url: '/api/v1/reliefs/:reliefId/end',
      summary: '提前终止一项准予，或者收回尚未确认的',
      permission: 'relief.end',
      journals: ['relief.ended'],
      schema: { params: Shape.ReliefParams, body: Shape.ReliefEnd, response: Shape.ReliefEnded },
      answer: ({ system, act, reach, params, body }) =>
        write(system.pool, system.clock, (trx, now) =>
          endRelief(trx, act(now, 'relief'), reach, { reliefId: params.reliefId, ...body }),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/v1/subjects/:code/reliefs',
      summary: '一个主体的准予：哪项行为、依据哪份文书、到哪一天',
      permission: 'relief.read',
      purpose: true,
      journals: ['relief.listed'],
      schema: { params: Shape.ReliefsParams, response: Shape.ReliefsAnswered },
      answer: ({ system, act, reach, params }) =>
        write(system.pool, system.clock, (trx, now) => listReliefs(trx, act(now, 'own-data'), reach, params.code)),
    }),
  ];
}
