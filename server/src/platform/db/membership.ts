import type pg from 'pg';
import { withClient } from './pool.ts';
import { type DatabaseRefusal, refusal } from './refusal.ts';

/** The role migrations grant to. An application that signs in under another name must be a member of it. */
export const APP_ROLE = 'gongxin_app';

/** Makes the application's own role a member of the role that migrations grant to, or says which statements to run. */
export async function ensureMembership(url: string, ownerUrl: string): Promise<DatabaseRefusal | undefined> {
  const user = await withClient(url, currentUser);
  return withClient(ownerUrl, async (client) => {
    if (user === (await currentUser(client)) || (await isMember(client, user))) return undefined;
    const role = client.escapeIdentifier(user);
    const statements = [`GRANT ${APP_ROLE} TO ${role}`];
    if (!(await roleExists(client))) statements.unshift(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
    try {
      for (const statement of statements) await client.query(statement);
      return undefined;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return refusal(
        'role-missing',
        `应用角色 ${user} 尚未加入 ${APP_ROLE}(升级脚本把权限授予它),当前的升级角色也无权办理(${detail})。请由数据库管理员执行:${statements.join('; ')};`,
      );
    }
  });
}

/** Whether the cluster knows the role that migrations grant to. */
export async function roleExists(client: pg.Client): Promise<boolean> {
  return (await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE])).rowCount === 1;
}

export async function currentUser(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ user: string }>('SELECT current_user AS user');
  return rows[0]?.user ?? '';
}

async function isMember(client: pg.Client, user: string): Promise<boolean> {
  if (!(await roleExists(client))) return false;
  const { rows } = await client.query<{ member: boolean }>("SELECT pg_has_role($1, $2, 'MEMBER') AS member", [
    user,
    APP_ROLE,
  ]);
  return rows[0]?.member ?? false;
}
