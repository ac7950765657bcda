import { Type } from 'typebox';
import { today } from '../../kernel/dates.ts';
import { refuse } from '../../platform/errors.ts';
import { XLSX_TYPE } from '../../platform/files/write/index.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { send } from '../../platform/http/sent.ts';
import { catalogueInForce } from './in-force.ts';
import { PURPOSES_AT } from './judge-purpose.ts';
import { templateName, templateOf } from './template/template.ts';
import type { TellEffects } from './versions/dry-run.ts';
import { versionRoutesUnder } from './versions/routes.ts';

const Summary = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nature: Type.String(),
  openness: Type.String(),
  submittedBy: Type.String(),
  verified: Type.Boolean(),
});

const FieldSummary = Type.Object({
  id: Type.String(),
  name: Type.String(),
  aliases: Type.Array(Type.String()),
  codes: Type.Array(Type.String()),
  type: Type.String(),
  required: Type.Boolean(),
  unit: Type.Optional(Type.String()),
  max: Type.Optional(Type.Integer()),
  terms: Type.Array(Type.String()),
});

const Detail = Type.Object({
  ...Summary.properties,
  national: Type.Object({ number: Type.Integer(), name: Type.String() }),
  basis: Type.Array(Type.Object({ clause: Type.String(), verified: Type.Boolean() })),
  subjects: Type.Array(Type.String()),
  publishWithinWorkingDays: Type.Optional(Type.Integer()),
  fields: Type.Array(FieldSummary),
});

const PurposeListed = Type.Object({
  code: Type.String({ description: '请求头 Gongxin-Purpose 的值' }),
  name: Type.String(),
  for: Type.Array(Type.String({ description: 'agency 部门、bank 金融机构、organisation 主体用户、person 自然人' })),
  basis: Type.Array(Type.String()),
  verified: Type.Boolean(),
});

const publicRoutes = [
  route({
    method: 'GET',
    url: '/api/v1/catalogue/categories',
    summary: '列出目录中的信息类别',
    permission: 'published.read',
    schema: { response: Type.Object({ version: Type.Integer(), categories: Type.Array(Summary) }) },
    answer: async ({ system }) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const categories = catalogue.categories().map(({ code, name, nature, openness, submittedBy, basis }) => ({
        code,
        name,
        nature,
        openness,
        submittedBy,
        verified: basis.every(({ verified }) => verified),
      }));
      return { version: catalogue.version, categories };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/catalogue/categories/:code',
    summary: '查看一个信息类别：依据、字段、公示期限',
    permission: 'published.read',
    schema: { params: Type.Object({ code: Type.String({ maxLength: 64 }) }), response: Detail },
    answer: async ({ system, params }) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const category = catalogue.category(params.code);
      if (category === undefined) return refuse('not-found', '目录中没有这个信息类别，全部类别见上一级地址');
      const fields = category.fields.map(
        ({ id, name, aliases = [], codes = [], type, required = false, unit, max }) => ({
          id,
          name,
          aliases,
          codes,
          type,
          required,
          ...(unit === undefined ? {} : { unit }),
          ...(max === undefined ? {} : { max }),
          terms: type === 'enum' || type === 'enum-set' ? category.termsOf(id) : [],
        }),
      );
      return { ...category, verified: category.basis.every(({ verified }) => verified), fields };
    },
  }),
  route({
    method: 'GET',
    url: PURPOSES_AT,
    summary: '列出查询非公开信息的用途代码',
    permission: 'published.read',
    schema: { response: Type.Object({ version: Type.Integer(), purposes: Type.Array(PurposeListed) }) },
    answer: async ({ system }) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const purposes = catalogue.purposes().map(({ code, name, for: holders, basis }) => ({
        code,
        name,
        for: [...holders],
        basis: basis.map(({ clause }) => clause),
        verified: basis.every(({ verified }) => verified),
      }));
      return { version: catalogue.version, purposes };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/catalogue/categories/:code/template.xlsx',
    summary: '下载一个信息类别的填报模板：表头、下拉列表和填报说明',
    permission: 'published.read',
    schema: { params: Type.Object({ code: Type.String({ maxLength: 64 }) }) },
    answer: async ({ system, params }) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const category = catalogue.category(params.code);
      if (category === undefined)
        return refuse('not-found', '目录中没有这个信息类别，全部类别见 /api/v1/catalogue/categories');
      return send(XLSX_TYPE, await templateOf(category, catalogue), { fileName: templateName(category) });
    },
  }),
] as const;

/** `tellEffects` comes from the slice that knows the records. */
export function catalogueRoutesUnder(tellEffects: TellEffects): Route[] {
  return [...publicRoutes, ...versionRoutesUnder(tellEffects)];
}
