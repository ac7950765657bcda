import { Type } from 'typebox';
import type { Policy } from './caller.ts';
import { docsPage } from './docs-page.ts';
import { openapi } from './openapi.ts';
import { type Route, route } from './route.ts';
import { STYLED_PAGE_POLICY } from './security-headers.ts';
import { send } from './sent.ts';

/** The description of `routes`, for machines and for people. Both are made once: routes do not change while we run. */
export function descriptionRoutes(routes: readonly Route[], policy: Policy): Route[] {
  const document = openapi(routes, policy);
  const page = docsPage(routes, policy).text;
  return [
    route({
      method: 'GET',
      url: '/api/openapi.json',
      summary: '接口的机器可读说明',
      permission: 'published.read',
      hidden: true,
      schema: { response: Type.Unknown() },
      answer: () => document,
    }),
    route({
      method: 'GET',
      url: '/api/docs',
      summary: '接口说明页',
      permission: 'published.read',
      rateClass: 'page',
      hidden: true,
      schema: {},
      answer: () =>
        send('text/html; charset=utf-8', page, { headers: { 'content-security-policy': STYLED_PAGE_POLICY } }),
    }),
  ];
}
