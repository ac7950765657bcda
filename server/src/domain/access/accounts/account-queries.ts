import type { Queryable } from '../../../platform/db/write.ts';

export type AccountKind = 'staff' | 'organisation' | 'person';
export type Account = {
  accountId: string;
  kind: AccountKind;
  name?: string;
  login?: string;
  createdAt: Date;
  endedAt?: Date;
  /** Whether a password was ever set, and whether an authenticator is bound. */
  hasPassword: boolean;
  secondFactor: boolean;
};

/** Accounts answered at most by one question. */
export const ACCOUNTS_A_PAGE = 100;
const LOGIN_CHARACTERS = 200;

type Row = {
  account_id: string;
  kind: AccountKind;
  name: string | null;
  login: string | null;
  created_at: Date;
  ended_at: Date | null;
  has_password: boolean;
  second_factor: boolean;
};

const COLUMNS = `a.account_id, a.kind, a.name, a.login, a.created_at, a.ended_at,
  exists (select from password p where p.account_id = a.account_id) as has_password,
  exists (select from authenticator t where t.account_id = a.account_id and t.confirmed_at is not null
             and t.ended_at is null) as second_factor`;

/** As typed, without what a keyboard adds. */
export function readLogin(text: string): string {
  return text.slice(0, LOGIN_CHARACTERS).replaceAll('\0', '').normalize('NFKC').trim().toLowerCase();
}

export async function findAccount(db: Queryable, accountId: string): Promise<Account | undefined> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from account a where a.account_id = $1`, [accountId]);
  return rows.map(accountOf)[0];
}

/** For signing in: with the hash of the password, where there is one. */
export async function findAccountByLogin(
  db: Queryable,
  login: string,
): Promise<(Account & { hash?: string; passwordDue: boolean }) | undefined> {
  const { rows } = await db.query<Row & { hash: string | null; due: boolean | null }>(
    `select ${COLUMNS}, w.hash, w.due from account a left join password w on w.account_id = a.account_id
      where a.login = $1`,
    [login],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return { ...accountOf(row), ...(row.hash === null ? {} : { hash: row.hash }), passwordDue: row.due ?? false };
}

/** Newest first; `after` is the last account of the page before. */
export async function listAccounts(db: Queryable, after: string | undefined): Promise<Account[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from account a
      where $1::text is null or (a.created_at, a.account_id) <
            (select b.created_at, b.account_id from account b where b.account_id = $1)
      order by a.created_at desc, a.account_id desc limit ${ACCOUNTS_A_PAGE}`,
    [after ?? null],
  );
  return rows.map(accountOf);
}

function accountOf(row: Row): Account {
  return {
    accountId: row.account_id,
    kind: row.kind,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.login === null ? {} : { login: row.login }),
    createdAt: row.created_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    hasPassword: row.has_password,
    secondFactor: row.second_factor,
  };
}
