import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { docsPage } from './docs-page.ts';
import { openapi } from './openapi.ts';
import { sayingPolicy } from './policy-fixture.ts';
import { route } from './route.ts';

const routes = [
  route({
    method: 'GET',
    url: '/api/v1/subjects/:code/records',
    summary: '查询 <b>记录</b>',
    permission: 'anyone+key:read',
    purpose: true,
    schema: {
      params: Type.Object({ code: Type.String() }),
      querystring: Type.Object({
        limit: Type.Optional(Type.Integer({ description: '条数 "上限"' })),
        asOf: Type.String(),
      }),
      response: Type.Object({ items: Type.Array(Type.String()) }),
    },
    answer: () => ({ items: [] }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/subjects/:code/records',
    summary: '上传',
    permission: 'key:intake',
    journals: ['batch.received'],
    status: 202,
    schema: {
      params: Type.Object({ code: Type.String() }),
      form: Type.Object({ file: Type.String() }),
      response: Type.Object({}),
    },
    answer: () => ({}),
  }),
  route({
    method: 'GET',
    url: '/hidden',
    summary: '页面',
    permission: 'anyone',
    hidden: true,
    schema: {},
    answer: () => {
      throw new Error('never called');
    },
  }),
];

type Operation = {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string; required: boolean }[];
  requestBody: { content: Record<string, { schema: { properties: object } }> };
  responses: object;
  'x-permission': string;
};
type Document = { openapi: string; paths: Record<string, { get: Operation; post: Operation }> };

const document = JSON.parse(JSON.stringify(openapi(routes, sayingPolicy))) as Document;
const path = '/api/v1/subjects/{code}/records';
const operations = document.paths[path];
assert.ok(operations !== undefined);
const { get, post } = operations;

test('every route that is not hidden is an operation of its path, with braces for its parameters', () => {
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual(Object.keys(document.paths), [path]);
  assert.equal(get.operationId, 'getSubjectsByCodeRecords');
  assert.equal(post.operationId, 'postSubjectsByCodeRecords');
  assert.deepEqual(Object.keys(post.responses), ['202', 'default']);
  assert.ok(post.requestBody.content['multipart/form-data']?.schema.properties);
});

test('parameters say where they stand and whether they must, and a purpose route names its two headers', () => {
  assert.deepEqual(
    get.parameters.map(({ name, in: place, required }) => [name, place, required]),
    [
      ['code', 'path', true],
      ['limit', 'query', false],
      ['asOf', 'query', true],
      ['Gongxin-Purpose', 'header', false],
      ['Gongxin-Ref', 'header', false],
    ],
  );
});

test('an operation says whether it needs a key or a session, may have one, or wants none', () => {
  assert.deepEqual([get.security, get['x-permission']], [[{}, { key: [] }, { session: [] }], 'anyone+key:read']);
  assert.deepEqual([post.security, post['x-permission']], [[{ key: [] }, { session: [] }], 'key:intake']);
});

test('the page for people shows the same operations, without scripts, and escapes what it shows', () => {
  const page = docsPage(routes, sayingPolicy).text;
  assert.match(page, /<code>\/api\/v1\/subjects\/:code\/records<\/code>/);
  assert.doesNotMatch(page, /<script|hidden|<b>/);
  assert.match(page, /&#60;b&#62;记录/);
  assert.match(page, /条数 &#34;上限&#34;/);
});
