import assert from 'node:assert/strict';
import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { closed, Moment, MomentOrNull, TextOrNull, text } from '../schemas.ts';
import { openEffect, REFERENCE_CHARACTERS, SITE_CHARACTERS, STEPS, takeEffectStep } from './external-effect.ts';
import { listEffects } from './list-effects.ts';

const EffectId = Type.String({ pattern: '^x[0-9a-f]{16}$' });
const PURPOSE = 'correction';

export const effectRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/external-effects',
    summary: '须在其他网站办理的撤回和更正：待发、已发、已有回执，未办结的在前',
    permission: 'external-effect.read',
    journals: ['external-effect.listed'],
    schema: {
      response: closed({
        effects: Type.Array(
          closed({
            effectId: EffectId,
            recordId: Type.String(),
            site: Type.String(),
            agency: Type.String(),
            state: Type.Enum(['to-send', ...STEPS]),
            openedAt: Moment,
            sentAt: MomentOrNull,
            sentUnder: TextOrNull,
            receivedAt: MomentOrNull,
            receipt: TextOrNull,
          }),
        ),
      }),
    },
    answer: ({ system, act, reach }) =>
      write(system.pool, system.clock, (trx, now) => listEffects(trx, act(now, PURPOSE), reach)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/external-effects',
    summary: '登记一条已撤回或更正的记录须在其他网站办理',
    permission: 'external-effect.work',
    journals: ['external-effect.opened'],
    status: 201,
    schema: {
      body: closed({ recordId: text(64, '记录编号'), site: text(SITE_CHARACTERS, '网站名称，如：信用中国') }),
      response: closed({ effectId: EffectId }),
    },
    answer: ({ system, act, reach, body }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      return write(system.pool, system.clock, (trx, now) => openEffect(trx, { ...act(now, PURPOSE), agency }, body));
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/external-effects/:effectId/steps',
    summary: '登记已发往其他网站，或者该网站的回执',
    permission: 'external-effect.work',
    journals: ['external-effect.sent', 'external-effect.received'],
    status: 201,
    schema: {
      params: closed({ effectId: EffectId }),
      body: closed({
        step: Type.Enum(STEPS, { description: 'sent 已发出，received 已取得回执' }),
        reference: text(REFERENCE_CHARACTERS, '函件编号或者回执编号'),
      }),
      response: closed({ effectId: EffectId, state: Type.Enum(STEPS) }),
    },
    answer: ({ system, act, reach, params, body }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      return write(system.pool, system.clock, (trx, now) =>
        takeEffectStep(trx, { ...act(now, PURPOSE), agency }, { ...params, ...body }),
      );
    },
  }),
];
