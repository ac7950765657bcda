import type pg from 'pg';
import { ensureMembership } from './membership.ts';
import { withClient } from './pool.ts';
import { type DatabaseRefusal, refusal } from './refusal.ts';
import { blindToChinese, readServer, unsupported, withoutTrgm } from './server-fit.ts';

const SIGN_IN_FAILED = /^28/;

/** Checks a database an operator runs. Nothing is changed but a missing pg_trgm and the application's membership. */
export async function openExternal(
  url: string,
  givenOwnerUrl: string | undefined,
  log: (line: string) => void,
): Promise<{ url: string; ownerUrl: string } | DatabaseRefusal> {
  const ownerUrl = givenOwnerUrl || url;
  const owner = { url: ownerUrl, variable: givenOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL' };
  const app = { url, variable: 'DATABASE_URL' };
  if (!givenOwnerUrl) {
    log('没有设置 DATABASE_OWNER_URL:DATABASE_URL 的角色同时用于升级和日常运行。建议为升级另设一个拥有数据库的角色。');
  }
  const problem =
    (await judged(app, async (client, name) => unsupported(await readServer(client), name))) ??
    (await judged(owner, withoutTrgm)) ??
    (await judged(app, blindToChinese)) ??
    (ownerUrl === url ? undefined : await ensureMembership(url, ownerUrl));
  return problem ?? { url, ownerUrl };
}

/** The name of the database without its password, for messages. */
function nameOf(url: string): string | undefined {
  try {
    const { host, pathname, searchParams } = new URL(url.replace('@/', '@localhost/'));
    return `${host || searchParams.get('host') || ''}${decodeURIComponent(pathname)}`;
  } catch {
    return undefined;
  }
}

async function judged(
  { url, variable }: { url: string; variable: string },
  judge: (client: pg.Client, name: string) => Promise<DatabaseRefusal | undefined>,
): Promise<DatabaseRefusal | undefined> {
  const name = nameOf(url);
  if (name === undefined || !/^postgres(ql)?:/.test(url)) {
    return refusal(
      'bad-url',
      `${variable} 不是数据库地址。应形如 postgresql://用户:密码@主机:5432/数据库名,密码中的特殊字符须按 URL 编码。`,
    );
  }
  let judging = false;
  try {
    return await withClient(url, (client) => {
      judging = true;
      return judge(client, name);
    });
  } catch (error) {
    if (judging) throw error;
    return unreachable(name, error);
  }
}

function unreachable(name: string, error: unknown): DatabaseRefusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = error instanceof Error ? error.message || code : String(error);
  if (SIGN_IN_FAILED.test(code)) {
    return refusal(
      'sign-in-failed',
      `数据库 ${name} 拒绝登录,请检查用户名、密码和该服务器的 pg_hba.conf。服务器的说明:${detail}`,
    );
  }
  return refusal('unreachable', `连不上数据库 ${name},请检查地址、端口以及它是否在运行。系统的说明:${detail}`);
}
