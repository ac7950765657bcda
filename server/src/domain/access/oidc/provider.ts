import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Names = Type.Array(Name, { maxItems: 20 });

/** One identity provider, as the operator writes it. What its claims are called is the provider's business. */
const Written = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$' }),
    /** What stands on the sign-in page. */
    name: Name,
    kind: Type.Union([Type.Literal('staff'), Type.Literal('organisation'), Type.Literal('person')]),
    issuer: Type.String({ minLength: 1, maxLength: 500 }),
    clientId: Name,
    /** A file beside or relative to this one; a secret never stands in the configuration itself. */
    clientSecretFile: Name,
    scopes: Type.Optional(Names),
    /** Of staff: the claim that holds the login of an account made here. Unless said, accounts are linked one by one. */
    loginClaim: Type.Optional(Name),
    usccClaim: Type.Optional(Name),
    idNumberClaim: Type.Optional(Name),
    nameClaim: Type.Optional(Name),
    /** Only sign-ins of these levels are taken. */
    acr: Type.Optional(Names),
    /** Levels at which the provider itself has asked for a second factor. */
    secondFactorAcr: Type.Optional(Names),
    /** Days a sign-in binds a user to the organisation; 1 is today only. */
    organisationDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  },
  { additionalProperties: false },
);
const File = Type.Object({ providers: Type.Array(Written, { maxItems: 20 }) }, { additionalProperties: false });

export type Provider = Omit<Static<typeof Written>, 'clientSecretFile'> & { clientSecret: string };
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The providers of `GONGXIN_OIDC_FILE`, or a sentence that says what is wrong with it. */
export function readProviders(path: string | undefined): Provider[] | { message: string } {
  if (path === undefined) return [];
  const wrong = (what: string) => ({ message: `登录配置文件 ${path}(GONGXIN_OIDC_FILE)${what}` });
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return wrong('读不到或者不是 JSON。');
  }
  if (!Value.Check(File, file)) {
    const [first] = Value.Errors(File, file);
    return wrong(`的 ${first?.instancePath ?? '/'} 处内容不符合要求,参见 docs/runbook/accounts.md。`);
  }
  const providers: Provider[] = [];
  for (const { clientSecretFile, ...written } of file.providers) {
    if (providers.some(({ id }) => id === written.id)) return wrong(`中 ${written.id} 出现了两次。`);
    if (!isSafe(written.issuer)) return wrong(`中 ${written.id} 的 issuer 应为 https 地址(本机测试可用 http)。`);
    const claim = { staff: 'id', organisation: written.usccClaim, person: written.idNumberClaim }[written.kind];
    if (claim === undefined) return wrong(`中 ${written.id} 没有写明 usccClaim 或 idNumberClaim。`);
    const clientSecret = readSecret(resolve(dirname(path), clientSecretFile));
    if (clientSecret === undefined) return wrong(`中 ${written.id} 的 clientSecretFile 读不到或者是空的。`);
    providers.push({ ...written, clientSecret });
  }
  return providers;
}

export function isLoopback(issuer: string): boolean {
  return URL.canParse(issuer) && LOOPBACK.has(new URL(issuer).hostname);
}

function isSafe(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol } = new URL(issuer);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(issuer));
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
