import type pg from 'pg';
import { APP_ROLE } from '../membership.ts';
import { withClient } from '../pool.ts';
import { type Address, urlOf } from './address.ts';
import { SUPERUSER } from './create.ts';
import type { Keys } from './keys.ts';

/** Owns the database and its schema, runs migrations; no superuser. */
export const OWNER_ROLE = 'gongxin_owner';
export const DATABASE = 'gongxin';

/** Only a superuser may install these where the database is not one's own; migrations may rely on them. */
const EXTENSIONS = ['pg_trgm', 'btree_gin', 'btree_gist'];

/** Makes what is missing of roles, database and extensions; a start that was cut short is completed by the next one. */
export async function ensureRoles(address: Address, keys: Keys): Promise<void> {
  await withClient(urlOf(address, SUPERUSER, keys.superuser, 'postgres'), async (client) => {
    await ensureRole(client, OWNER_ROLE, keys.owner);
    await ensureRole(client, APP_ROLE, keys.app);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
    await openTo(client, DATABASE);
  });
  await withClient(urlOf(address, SUPERUSER, keys.superuser, DATABASE), async (client) => {
    await client.query('SET client_min_messages = warning');
    for (const name of EXTENSIONS) await client.query(`CREATE EXTENSION IF NOT EXISTS ${name}`);
  });
}

/** Nobody but the owner and the application may enter a database of ours. `name` is trusted. */
export async function openTo(client: pg.Client, name: string): Promise<void> {
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${APP_ROLE}`);
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}
