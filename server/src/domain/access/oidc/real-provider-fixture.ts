import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider as RealProvider } from 'oidc-provider';

export const CLIENT = { id: 'gongxin', secret: 'a-secret-of-the-test-alone' };

/** A certified OpenID provider on a free port of this machine. `claims` is what it knows of a login. */
export async function openRealProvider(
  redirectUris: string[],
  claims: (login: string) => Record<string, unknown>,
): Promise<{ issuer: string; close(): Promise<void> }> {
  // the issuer holds the port, so the port is taken first
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new RealProvider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    claims: { openid: ['sub'], profile: ['login', 'uscc', 'id_number', 'name'] },
    cookies: { keys: ['of the test'] },
    acrValues: ['level-2'],
    findAccount: async (_context, login) => ({
      accountId: login,
      claims: async () => ({ sub: login, ...claims(login) }),
    }),
  });
  const server: Server = provider.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, close };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:http');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Goes through the provider's own pages as a person does with a browser: login, consent, and back. Answers the address
 * that it leads back to.
 */
export async function passThrough(location: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = location;
  for (let step = 0; step < 12; step++) {
    const answer = await ask(next, jar);
    const leads = answer.headers.get('location');
    if (leads !== null) {
      next = new URL(leads, next).href;
      if (!next.startsWith(new URL(location).origin)) return next;
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined) throw new Error(`no form: ${answer.status} ${page.slice(0, 400)}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
    const fields = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) });
    const sent = await ask(new URL(action, next).href, jar, fields);
    next = new URL(sent.headers.get('location') ?? '', next).href;
  }
  throw new Error('the provider leads nowhere');
}

async function ask(url: string, jar: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  for (const set of answer.headers.getSetCookie()) {
    const [pair = ''] = set.split(';');
    const at = pair.indexOf('=');
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return answer;
}
