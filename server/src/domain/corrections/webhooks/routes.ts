import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { closed, Moment, text } from '../schemas.ts';
import { endEndpoint } from './end-endpoint.ts';
import { URL_CHARACTERS } from './endpoint-url.ts';
import { listEndpoints } from './list-endpoints.ts';
import { registerEndpoint } from './register-endpoint.ts';
import { rotateSecret } from './rotate-secret.ts';

const EndpointId = Type.String({ pattern: '^h[0-9a-f]{16}$' });
const EndpointParams = closed({ endpointId: EndpointId });
const Secret = Type.String({ description: '签名密钥，只显示这一次；Standard Webhooks 格式' });
const PURPOSE = 'webhook';

export const webhookRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/webhook-endpoints',
    summary: '召回通知地址',
    permission: 'webhook.read',
    journals: ['webhook.read'],
    schema: {
      response: closed({
        endpoints: Type.Array(
          closed({
            endpointId: EndpointId,
            agency: Type.String(),
            agencyName: Type.String(),
            url: Type.String(),
            madeAt: Moment,
          }),
        ),
      }),
    },
    answer: ({ system, act }) => write(system.pool, system.clock, (trx, now) => listEndpoints(trx, act(now, PURPOSE))),
  }),
  route({
    method: 'POST',
    url: '/api/v1/webhook-endpoints',
    summary: '登记一个部门的召回通知地址，显示签名密钥一次',
    permission: 'webhook.write',
    status: 201,
    journals: ['webhook.registered'],
    schema: {
      body: closed({ agency: text(30, '部门统一社会信用代码'), url: text(URL_CHARACTERS, '以 https:// 开头的网址') }),
      response: closed({ endpointId: EndpointId, agency: Type.String(), url: Type.String(), secret: Secret }),
    },
    answer: ({ system, act, body }) =>
      write(system.pool, system.clock, (trx, now) => registerEndpoint(trx, system, act(now, PURPOSE), body)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/webhook-endpoints/:endpointId/secret',
    summary: '更换签名密钥：新旧密钥同时签名一段时间',
    permission: 'webhook.write',
    status: 201,
    journals: ['webhook.rotated'],
    schema: {
      params: EndpointParams,
      response: closed({ endpointId: EndpointId, secret: Secret, olderSignsUntil: Moment }),
    },
    answer: ({ system, act, params }) =>
      write(system.pool, system.clock, (trx, now) => rotateSecret(trx, system, act(now, PURPOSE), params.endpointId)),
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/webhook-endpoints/:endpointId',
    summary: '停用召回通知地址：此后改送站内消息',
    permission: 'webhook.write',
    journals: ['webhook.ended'],
    schema: { params: EndpointParams, response: closed({ endpointId: EndpointId }) },
    answer: ({ system, act, params }) =>
      write(system.pool, system.clock, (trx, now) => endEndpoint(trx, act(now, PURPOSE), params.endpointId)),
  }),
];
