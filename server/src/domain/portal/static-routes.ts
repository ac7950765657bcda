import { Type } from 'typebox';
import { refuse } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { redirect, send } from '../../platform/http/sent.ts';
import { answerPage } from './answer-page.ts';
import { findAsset } from './assets.ts';
import { displayCookie, ownPath } from './display.ts';
import { noSuchPage } from './messages.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
/** Results and the change of display are nothing to crawl; everything adverse says so itself and must stay readable. */
const ROBOTS =
  'User-agent: *\nDisallow: /search\nDisallow: /display\nDisallow: /sign-in\nDisallow: /account\nDisallow: /invitations\nDisallow: /report\nDisallow: /api/\nDisallow: /console\n';
/** What programs ask for: an unknown address among these is answered as to a program. */
const FOR_PROGRAMS = /^\/(?:api|console)(?:\/|$)/;

const Text = Type.Optional(Type.String({ maxLength: 2_000 }));

export const staticRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/assets/:name',
    summary: '样式、图标和可有可无的脚本',
    permission: 'published.read',
    rateClass: 'page',
    hidden: true,
    schema: { params: Type.Object({ name: Type.String({ maxLength: 100 }) }) },
    answer: ({ params }) => {
      const found = findAsset(`/assets/${params.name}`);
      if (found === undefined) return refuse('not-found', '没有这个文件，请刷新页面。');
      return send(found.contentType, found.content, { headers: { 'cache-control': FOR_EVER } });
    },
  }),
  route({
    method: 'GET',
    url: '/robots.txt',
    summary: '给搜索引擎的说明',
    permission: 'published.read',
    rateClass: 'page',
    hidden: true,
    schema: {},
    answer: () => send('text/plain; charset=utf-8', ROBOTS),
  }),
  route({
    method: 'GET',
    url: '/display',
    summary: '切换大字版和高对比度，记在本浏览器，回到原来的页面',
    permission: 'published.read',
    hidden: true,
    schema: { querystring: Type.Object({ text: Text, contrast: Text, back: Text }) },
    answer: ({ query }) => {
      const back = redirect(ownPath(query.back));
      const display = {
        text: query.text === 'large' ? 'large' : 'normal',
        contrast: query.contrast === 'high' ? 'high' : 'normal',
      } as const;
      return { ...back, headers: { ...back.headers, 'set-cookie': displayCookie(display), 'x-robots-tag': 'noindex' } };
    },
  }),
  route({
    method: 'GET',
    url: '/*',
    summary: '没有这个页面',
    permission: 'published.read',
    hidden: true,
    schema: {},
    answer: ({ request }) => {
      const path = request.url.split('?', 1)[0] ?? '';
      if (FOR_PROGRAMS.test(path)) return refuse('not-found', '没有这个地址,接口清单见 /api/docs。');
      return answerPage(request, noSuchPage(), { status: 404, noindex: true });
    },
  }),
];
