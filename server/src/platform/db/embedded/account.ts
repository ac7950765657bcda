import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user a child process runs as. */
export type Account = { uid: number; gid: number };

/** initdb insists on an account with a name; PostgreSQL's own where there is one, else one without any rights. */
const CANDIDATES = ['postgres', 'nobody', 'daemon'];

const OTHERS_MAY_READ_AND_PASS = 0o005;
const OTHERS_MAY_PASS = 0o001;
const GROUP_SHIFT = 3;
const OWNER_SHIFT = 6;

/**
 * PostgreSQL refuses to run as root, so root hands it to a user without rights: the one who owns the cluster already,
 * else an account without rights. Undefined when we are an ordinary user and it simply runs as ourselves.
 */
export function accountFor(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const owner = statSync(clusterDir);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  } catch {
    // No cluster yet.
  }
  const accounts = namedAccounts();
  return CANDIDATES.map((name) => accounts.get(name)).find((account) => account !== undefined);
}

/** Whether the account may pass every folder above `path`, and read `path` itself where it already exists. */
export function reaches(account: Account | undefined, path: string): boolean {
  if (account === undefined) return true;
  try {
    if (!allowed(account, path, OTHERS_MAY_READ_AND_PASS)) return false;
  } catch {
    // It is still to be made; only its parents matter.
  }
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!allowed(account, folder, OTHERS_MAY_PASS)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function allowed(account: Account, path: string, wanted: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? OWNER_SHIFT : gid === account.gid ? GROUP_SHIFT : 0;
  return ((mode >> shift) & wanted) === wanted;
}

/** Whether the path is there at all, a dangling link included. */
export function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function namedAccounts(): Map<string, Account> {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    const fields = lines.map((line) => line.split(':')).filter((parts) => parts.length > 3);
    return new Map(fields.map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]));
  } catch {
    return new Map();
  }
}
