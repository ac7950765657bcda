import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Role } from '../roles.ts';

export type Post = {
  postId: string;
  accountId: string;
  role: Role;
  agency?: string;
  region?: string;
  subjectId?: string;
  from: CalendarDate;
  until?: CalendarDate;
  proof: string;
  proposedBy: string;
  confirmedBy?: string;
  endedBy?: string;
};

/** Posts of one account, and posts waiting for a second person, answered at most. */
export const POSTS_AT_MOST = 200;

type Row = {
  post_id: string;
  account_id: string;
  role: Role;
  agency: string | null;
  region: string | null;
  subject_id: string | null;
  from_day: string;
  until_day: string | null;
  proof: string;
  proposed_by: string;
  confirmed_by: string | null;
  ended_by: string | null;
};
const COLUMNS = `post_id, account_id, role, agency, region, subject_id, from_day::text, until_day::text, proof,
  proposed_by, confirmed_by, ended_by`;

/** Held today: confirmed, begun, not over. */
export async function currentPosts(db: Queryable, accountId: string, now: Date): Promise<Post[]> {
  return posts(
    db,
    `account_id = $1 and confirmed_at is not null and ended_at is null
     and from_day <= $2 and (until_day is null or until_day >= $2)`,
    [accountId, today(now)],
  );
}

/** Confirmed and not over: held today, or from a later day on. */
export async function grantedPosts(db: Queryable, accountId: string, now: Date): Promise<Post[]> {
  return posts(
    db,
    'account_id = $1 and confirmed_at is not null and ended_at is null and (until_day is null or until_day >= $2)',
    [accountId, today(now)],
  );
}

/** Every post an account holds, held, or is proposed for. */
export async function postsOf(db: Queryable, accountId: string): Promise<Post[]> {
  return posts(db, 'account_id = $1', [accountId]);
}

/** Proposed, and neither confirmed nor refused. */
export async function postsWaiting(db: Queryable): Promise<Post[]> {
  return posts(db, 'confirmed_at is null and ended_at is null', []);
}

export async function findPost(db: Queryable, postId: string): Promise<Post | undefined> {
  return (await posts(db, 'post_id = $1', [postId]))[0];
}

/** Kept from changing until the transaction ends. */
export async function lockPost(trx: Queryable, postId: string): Promise<Post | undefined> {
  await trx.query('select from post where post_id = $1 for update', [postId]);
  return findPost(trx, postId);
}

async function posts(db: Queryable, where: string, values: readonly unknown[]): Promise<Post[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from post where ${where} order by proposed_at desc, post_id limit ${POSTS_AT_MOST}`,
    [...values],
  );
  return rows.map(postOf);
}

function postOf(row: Row): Post {
  return {
    postId: row.post_id,
    accountId: row.account_id,
    role: row.role,
    ...(row.agency === null ? {} : { agency: row.agency }),
    ...(row.region === null ? {} : { region: row.region }),
    ...(row.subject_id === null ? {} : { subjectId: row.subject_id }),
    from: row.from_day,
    ...(row.until_day === null ? {} : { until: row.until_day }),
    proof: row.proof,
    proposedBy: row.proposed_by,
    ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
  };
}
