import { type TSchema, Type } from 'typebox';
import { type Route, route } from '../../platform/http/route.ts';
import { QUERY_CHARACTERS, SEARCH_PAGE_AT_MOST, searchSubjects } from './search.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });

const SearchQuery = closed({
  query: Type.String({
    minLength: 1,
    maxLength: QUERY_CHARACTERS,
    description: '名称的一部分、曾用名、代码（全码或前 6 位以上）或拼音首字母',
  }),
  kind: Type.Optional(Type.String({ maxLength: 40, description: '主体类型' })),
  region: Type.Optional(Type.String({ pattern: '^\\d{6}$', description: '行政区划代码；市含其区县' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: SEARCH_PAGE_AT_MOST })),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 800, description: '上一页的 next' })),
});

const SearchAnswered = closed({
  subjects: Type.Array(
    closed({
      subjectId: Type.String(),
      code: TextOrNull,
      name: Type.String(),
      formerName: Type.Optional(Type.String({ description: '据以查到的曾用名' })),
      kind: Type.String(),
      region: TextOrNull,
      status: TextOrNull,
      standing: Type.Unsafe<'registered' | 'provisional'>({ type: 'string', enum: ['registered', 'provisional'] }),
    }),
  ),
  total: Type.Integer({ description: '列出的主体数；cut 为 true 时另有匹配的未列出，排序只在列出的之内' }),
  cut: Type.Boolean(),
  next: Type.Optional(Type.String()),
});

export const subjectRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/subjects',
    summary: '按名称、曾用名、代码或拼音首字母查询主体',
    permission: 'published.read',
    schema: { querystring: SearchQuery, response: SearchAnswered },
    answer: ({ system, query }) => searchSubjects(system.pool, query),
  }),
];
