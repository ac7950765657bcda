import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { SCOPES } from '../../../platform/http/caller.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { journal } from '../../journal/index.ts';
import { addAgency } from '../add-agency.ts';
import { KEYS_A_PAGE, listKeys } from '../api-keys.ts';
import { createApiKey } from '../create-api-key.ts';
import { NAMED_AT_MOST } from '../new-agency.ts';
import type { Outside } from '../outside.ts';
import { revokeApiKey } from '../revoke-api-key.ts';
import { closed, Text } from './given.ts';

const Codes = Type.Array(Text(100), { maxItems: NAMED_AT_MOST });
const KeyId = Type.String({ pattern: '^[0-9a-f]{16}$' });
const ScopeAnswered = Type.String();

/** Agencies and their keys. */
export function agencyRoutes({ catalogueCodes }: Outside): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/agencies',
      summary: '登记部门、可报送的信息类别和办理的事项;已登记的补充登记',
      permission: 'agency.write',
      status: 201,
      journals: ['agency.added'],
      schema: {
        body: closed({
          uscc: Text(30),
          name: Text(200),
          categories: Codes,
          lists: Type.Optional(Codes),
          submitsFor: Type.Optional(Codes),
          matters: Type.Optional(Codes),
          release: Type.Optional(Type.Union([Type.Literal('direct'), Type.Literal('reviewed')])),
          region: Type.Optional(Text(6)),
          parent: Type.Optional(Text(30)),
          successorOf: Type.Optional(Text(30)),
          successorFrom: Type.Optional(Text(10)),
        }),
        response: Type.Object({
          uscc: Type.String(),
          name: Type.String(),
          region: Type.String(),
          created: Type.Boolean(),
        }),
      },
      answer: async ({ system, body, act }) => {
        const codes = await catalogueCodes(system.pool, system.clock());
        const added = await write(system.pool, system.clock, (trx, now) =>
          addAgency(trx, act(now, 'agency'), body, codes),
        );
        if (isRefusal(added)) return added;
        const { uscc, name, region } = added.agency;
        return { uscc, name, region, created: added.created };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/api-keys',
      summary: '接口密钥,新签发的在前',
      permission: 'api-key.write',
      journals: ['api-key.read'],
      schema: {
        querystring: Type.Object({ after: Type.Optional(KeyId) }),
        response: Type.Object({
          keys: Type.Array(
            Type.Object({
              keyId: Type.String(),
              agency: Type.String(),
              scopes: Type.Array(ScopeAnswered),
              lastFour: Type.String(),
              createdAt: Type.String(),
              revokedAt: Type.Optional(Type.String()),
            }),
          ),
          next: Type.Optional(Type.String()),
        }),
      },
      answer: async ({ system, query, act }) => {
        const keys = await listKeys(system.pool, query.after);
        await journal(system.pool, act(system.clock(), 'api-key'), {
          event: 'api-key.read',
          detail: { keys: keys.map(({ keyId }) => keyId) },
        });
        const last = keys.length === KEYS_A_PAGE ? keys.at(-1) : undefined;
        return {
          keys: keys.map(({ createdAt, revokedAt, ...key }) => ({
            ...key,
            createdAt: createdAt.toISOString(),
            ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
          })),
          ...(last === undefined ? {} : { next: last.keyId }),
        };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/api-keys',
      summary: '为部门签发接口密钥,只显示这一次',
      permission: 'api-key.write',
      status: 201,
      journals: ['api-key.created'],
      schema: {
        body: closed({ agency: Text(30), scopes: Type.Array(Text(20), { maxItems: SCOPES.length }) }),
        response: Type.Object({
          keyId: Type.String(),
          key: Type.String(),
          agency: Type.String(),
          scopes: Type.Array(ScopeAnswered),
        }),
      },
      answer: ({ system, body, act }) =>
        write(system.pool, system.clock, (trx, now) => createApiKey(trx, act(now, 'api-key'), body)),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/api-keys/:keyId',
      summary: '停用接口密钥',
      permission: 'api-key.write',
      journals: ['api-key.revoked'],
      schema: { params: Type.Object({ keyId: KeyId }), response: Type.Object({ keyId: Type.String() }) },
      answer: ({ system, params, act }) =>
        write(system.pool, system.clock, (trx, now) => revokeApiKey(trx, act(now, 'api-key'), params.keyId)),
    }),
  ];
}
