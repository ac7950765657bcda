import type { FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '../errors.ts';

/**
 * A browser sends a cookie along whoever made it ask, so whatever changes something must come from a page of ours: by
 * `Sec-Fetch-Site`, which no page can set, or where a browser does not send it, by `Origin`. With neither, no.
 * Programs use keys and are not concerned.
 */
export function refuseCrossSite(request: Pick<FastifyRequest, 'headers' | 'host' | 'method'>): Refusal | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? undefined : crossSite();
  const { origin } = request.headers;
  return origin !== undefined && hostOf(origin) === request.host ? undefined : crossSite();
}

/** Browsers of today always say where a request that changes something comes from. */
export function isFromBrowser({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

function crossSite(): Refusal {
  return refuse('cross-site', '该请求不是从本平台的页面发出的,请在本平台的页面上重新操作。程序请使用接口密钥。');
}
