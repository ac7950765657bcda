import { parseCookie, stringifySetCookie } from 'cookie';

/**
 * The prefix makes browsers take it only over TLS (or from this very machine), for this host alone and for all its paths
 * (RFC 6265bis, 4.1.3.2).
 */
export const SESSION_COOKIE = '__Host-gongxin';
const COOKIE_HEADER_CHARACTERS = 8_192;
/** 32 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function sessionToken(header: string | undefined): string | undefined {
  if (header === undefined || header.length > COOKIE_HEADER_CHARACTERS) return undefined;
  const token = parseCookie(header)[SESSION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** The header that begins a session in the browser; without a token, the one that ends it. */
export function sessionCookie(token?: string): string {
  return stringifySetCookie({
    name: SESSION_COOKIE,
    value: token ?? '',
    httpOnly: true,
    secure: true,
    path: '/',
    // not `strict`: whoever comes back from an identity provider brings it along
    sameSite: 'lax',
    ...(token === undefined ? { maxAge: 0 } : {}),
  });
}
