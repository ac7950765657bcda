import type { FastifyRequest } from 'fastify';
import { loadPortalViews } from '../../../../web/load-views.ts';
import type { Page } from '../../../../web/src/portal/model.ts';
import { type Sent, send } from '../../platform/http/sent.ts';
import { asset } from './assets.ts';
import { readDisplay, withoutNumbers } from './display.ts';

/** Nothing inline: neither script nor style. A form may only be sent to us. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const HTML = 'text/html; charset=utf-8';

export type Answering = {
  status?: number;
  /** Pages with adverse facts or sole traders: no search engine keeps or finds them (`boundary.md` 9 and 13). */
  noindex?: boolean;
  /** Where the change of display leads back to, where that is not the address of this page. */
  address?: string;
  headers?: Record<string, string>;
};

/** A page as it is sent. Never kept by anybody in between: what is withdrawn is gone with the next request. */
export async function answerPage(
  request: FastifyRequest,
  page: Page,
  { status = 200, noindex = false, address = withoutNumbers(request.url), headers = {} }: Answering = {},
): Promise<Sent> {
  const { renderPage } = await loadPortalViews();
  const frame = {
    address,
    ...readDisplay(request.headers.cookie),
    noindex,
    styleUrl: asset('portal.css').url,
    scriptUrl: asset('copy.js').url,
    markUrl: asset('mark.svg').url,
  };
  return send(HTML, renderPage({ frame, page }), {
    status,
    headers: {
      ...headers,
      'content-security-policy': PAGE_POLICY,
      'content-language': 'zh-CN',
      vary: 'cookie',
      ...(noindex ? { 'x-robots-tag': 'noindex, noarchive' } : {}),
    },
  });
}
