import type { TSchema } from 'typebox';
import type { Policy } from './caller.ts';
import { type Html, html } from './html.ts';
import type { Route } from './route.ts';

const STYLE = `
body{font:16px/1.7 "Noto Sans SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem;color:#1f2329}
h1{font-size:1.6rem}h2{font-size:1.05rem;margin:2rem 0 .25rem}code{font-family:ui-monospace,monospace;font-size:.95em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{border:1px solid #d0d5dc;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f5f8;font-weight:600}.method{display:inline-block;min-width:3.5rem;font-weight:600;color:#0b57a4}p{margin:.25rem 0}
a{color:#0b57a4}`;

/** The interface for a reader: every operation with its fields, as one page without scripts. */
export function docsPage(routes: readonly Route[], policy: Policy): Html {
  const shown = routes.filter((route) => route.hidden !== true);
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口说明 · 公信</title><style>${trusted(STYLE)}</style></head>
<body><h1>接口说明</h1>
<p>机器可读的说明:<a href="/api/openapi.json">OpenAPI 3.1</a>。需要权限的接口在请求头 <code>Authorization</code> 中写 <code>Bearer 接口密钥</code>;
查询非公开信息时另写 <code>Gongxin-Purpose</code>(用途代码)和 <code>Gongxin-Ref</code>(办件编号)。拒绝和出错以 <code>application/problem+json</code> 答复,<code>detail</code> 说明怎样改正。</p>
${shown.map((route) => operation(route, policy))}
</body></html>`;
}

function operation(route: Route, policy: Policy): Html {
  const { params, querystring, body, form, response } = route.schema;
  return html`<section><h2><span class="method">${route.method}</span> <code>${route.url}</code></h2>
<p>${route.summary}。权限:<code>${policy.text(route.permission)}</code></p>
${fields('地址参数', params)}${fields('查询参数', querystring)}${fields('请求内容', body)}${fields('表单', form)}${fields('答复', response)}
</section>
`;
}

function fields(title: string, schema: TSchema | undefined): Html | undefined {
  const properties = propertiesOf(schema);
  if (properties.length === 0) return undefined;
  return html`<table><thead><tr><th>${title}</th><th>类型</th><th>说明</th></tr></thead><tbody>
${properties.map(({ name, type, description, required }) => html`<tr><td><code>${name}</code>${required ? ' *' : ''}</td><td>${type}</td><td>${description}</td></tr>`)}
</tbody></table>`;
}

type Property = { name: string; type: string; description: string; required: boolean };
type Described = {
  type?: string;
  anyOf?: Described[];
  const?: unknown;
  format?: string;
  description?: string;
  items?: Described;
};

function propertiesOf(schema: TSchema | undefined): Property[] {
  const object = schema as { properties?: Record<string, Described>; required?: string[] } | undefined;
  return Object.entries(object?.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeOf(property),
    description: property.description ?? '',
    required: object?.required?.includes(name) ?? false,
  }));
}

function typeOf(schema: Described): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.items !== undefined) return `${typeOf(schema.items)}[]`;
  return schema.format ?? schema.type ?? '';
}

function trusted(css: string): Html {
  return html([css] as unknown as TemplateStringsArray);
}
