import type { TObject, TSchema } from 'typebox';
import { REFUSALS } from '../errors.ts';
import { type Policy, SCOPES } from './caller.ts';
import type { Route } from './route.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

/** Version of the interface, not of the program: it changes when something a caller relies on does. */
const INTERFACE_VERSION = '1.0.0';
const PATH_PARAMETER = /:([A-Za-z][A-Za-z0-9]*)/g;

type Json = Record<string, unknown>;

/** The interface's description, OpenAPI 3.1, from the routes themselves: their schemas are JSON Schema already. */
export function openapi(routes: readonly Route[], policy: Policy): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (route.hidden === true) continue;
    const path = route.url.replace(PATH_PARAMETER, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, policy) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '公信 Gongxin',
      version: INTERFACE_VERSION,
      description: '公共信用信息平台接口。',
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: `接口密钥,按部门签发;权限:${SCOPES.join('、')}。` },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: '登录后的会话。' },
      },
    },
  };
}

const LICENSE = { name: 'Apache-2.0', identifier: 'Apache-2.0' };

const PROBLEM = {
  type: 'object',
  description: '拒绝或出错时的答复(RFC 9457)。',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: '说明哪里不对、怎样改正。' },
    code: { type: 'string', enum: Object.keys(REFUSALS) },
    requestId: { type: 'string' },
  },
};

function operation(route: Route, policy: Policy): Json {
  const status = String(route.status ?? 200);
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [tagOf(route.url)],
    security: securityOf(route.permission, policy),
    'x-permission': policy.text(route.permission),
    parameters: [
      ...parametersOf(route.schema.params, 'path'),
      ...parametersOf(route.schema.querystring, 'query'),
      ...purposeParameters(route),
    ],
    ...bodyOf(route),
    responses: {
      [status]: answerOf(route.schema.response),
      default: {
        description: '拒绝或出错',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** `GET /api/v1/subjects/:code/records` is `getSubjectsByCodeRecords`: stable, readable, unique. */
function operationId({ method, url }: Route): string {
  const words = url
    .replace(/^\/api\/v\d+/, '')
    .split(/[/.-]/)
    .filter(Boolean)
    .map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + words.join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function tagOf(url: string): string {
  return url.replace(/^\/api(\/v\d+)?/, '').split('/')[1] ?? '';
}

function securityOf(right: string, policy: Policy): Json[] {
  const signed = [{ key: [] }, { session: [] }];
  if (!policy.open(right)) return signed;
  return policy.text(right) === 'anyone' ? [] : [{}, ...signed];
}

function parametersOf(schema: TObject | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

function purposeParameters(route: Route): Json[] {
  if (route.purpose !== true) return [];
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: TEXT,
  });
  return [
    header('Gongxin-Purpose', '用途代码,清单见 /api/v1/catalogue/purposes;查询他人的非公开信息时必填。'),
    header('Gongxin-Ref', '办件编号;查询他人的非公开信息时必填,不得含身份证件号码。'),
  ];
}

const TEXT = { type: 'string' };

function bodyOf({ schema }: Route): Json {
  const { body, form } = schema;
  if (form !== undefined)
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } } };
  if (body !== undefined) return { requestBody: { required: true, content: { 'application/json': { schema: body } } } };
  return {};
}

function answerOf(response: TSchema | undefined): Json {
  if (response === undefined) return { description: '成功' };
  return { description: '成功', content: { 'application/json': { schema: response } } };
}
