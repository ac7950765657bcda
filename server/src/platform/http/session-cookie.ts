import { parseCookie, stringifySetCookie } from 'cookie';

/**
 * The prefix makes browsers take it only over TLS (or from this very machine), for this host alone and for all its paths
 * (RFC 6265bis, 4.1.3.2).
 */
export const SESSION_COOKIE = '__Host-gongxin';
const COOKIE_HEADER_CHARACTERS = 8_192;
/** 32 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Marks the browser that was sent to an identity provider, until it comes back; it opens nothing. */
export const FLOW_COOKIE = '__Host-gongxin-flow';

export function sessionToken(header: string | undefined): string | undefined {
  return tokenIn(header, SESSION_COOKIE);
}

export function flowToken(header: string | undefined): string | undefined {
  return tokenIn(header, FLOW_COOKIE);
}

function tokenIn(header: string | undefined, name: string): string | undefined {
  if (header === undefined || header.length > COOKIE_HEADER_CHARACTERS) return undefined;
  const token = parseCookie(header)[name];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** The header that begins a session in the browser; without a token, the one that ends it. */
export function sessionCookie(token?: string): string {
  return stringifySetCookie({
    ...KEPT,
    name: SESSION_COOKIE,
    value: token ?? '',
    ...(token === undefined ? { maxAge: 0 } : {}),
  });
}

export function flowCookie(token: string, seconds: number): string {
  return stringifySetCookie({ ...KEPT, name: FLOW_COOKIE, value: token, maxAge: seconds });
}

// `sameSite` is not `strict`: whoever comes back from an identity provider brings it along
const KEPT = { httpOnly: true, secure: true, path: '/', sameSite: 'lax' } as const;
