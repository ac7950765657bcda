import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';

/** Where a postmaster listens: a Unix socket, or a loopback port where there are none. */
export type Address = { socketDir: string; port: number } | { host: '127.0.0.1'; port: number };

/** Part of the socket's file name only; nothing listens on this port of the network. */
const SOCKET_PORT = 5432;
/** The kernel's bound on a socket's path, less the terminating zero. */
const LONGEST_SOCKET_PATH = 103;
const PRIVATE_FOLDER = 0o700;

/** Stable for a cluster, so that a pool finds its server again after any restart. */
export async function addressOf(
  clusterDir: string,
  account: Account | undefined,
  running: { port: number } | undefined,
): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: running?.port ?? (await freePort()) };
  return { socketDir: socketDirOf(clusterDir, account), port: SOCKET_PORT };
}

/** A connection string for node-postgres. */
export function urlOf(address: Address, user: string, password: string, database: string): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return 'socketDir' in address
    ? `postgresql://${credentials}@/${encodeURIComponent(database)}?host=${encodeURIComponent(address.socketDir)}&port=${address.port}`
    : `postgresql://${credentials}@${address.host}:${address.port}/${encodeURIComponent(database)}`;
}

/** Settings that make a postmaster listen there and nowhere else. */
export function listening(address: Address): Record<string, string> {
  return 'socketDir' in address
    ? { listen_addresses: '', unix_socket_directories: address.socketDir, port: String(address.port) }
    : { listen_addresses: address.host, unix_socket_directories: '', port: String(address.port) };
}

/** The cluster's own folder, closed to others; a short private one elsewhere when its path is too long for a socket. */
function socketDirOf(clusterDir: string, account: Account | undefined): string {
  const file = `.s.PGSQL.${SOCKET_PORT}`;
  if (Buffer.byteLength(join(clusterDir, file)) <= LONGEST_SOCKET_PATH) return clusterDir;
  const name = createHash('sha256').update(clusterDir).digest('hex').slice(0, 16);
  const dir = join(process.platform === 'linux' ? '/tmp' : tmpdir(), `gongxin-${name}`);
  mkdirSync(dir, { recursive: true, mode: PRIVATE_FOLDER });
  if (account !== undefined && lstatSync(dir).uid === 0) chownSync(dir, account.uid, account.gid);
  const { uid } = lstatSync(dir);
  if (uid !== (account?.uid ?? process.getuid?.())) throw new Error(`${dir} belongs to somebody else`);
  chmodSync(dir, PRIVATE_FOLDER);
  return dir;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
