import type { AccountPage, OwnPost } from '../../../../../web/src/portal/account-model.ts';
import { subject as subjectPath } from '../../../../../web/src/portal/paths.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { User } from '../../../platform/http/caller.ts';
import type { System } from '../../../system.ts';
import {
  findAgency,
  IDLE_MS,
  isRole,
  openSessions,
  ownAccount,
  type Post,
  policy,
  ROLE_NAMES,
} from '../../access/index.ts';

const KIND_NAMES = { staff: '工作人员', organisation: '主体用户', person: '自然人' } as const;
const IN_SHANGHAI = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
  hourCycle: 'h23',
});

/** One's own account: what may be acted in, what is open, what guards it. */
export async function accountPage({ pool, clock }: System, user: User): Promise<AccountPage> {
  const now = clock();
  const { account, posts, waiting, recoveryCodesLeft } = await ownAccount(pool, user.accountId, now);
  const sessions = await openSessions(pool, user.accountId, new Date(now.getTime() - IDLE_MS));
  const { secondFactor, hasPassword, kind } = account;
  return {
    page: 'account',
    accountId: account.accountId,
    name: account.name ?? KIND_NAMES[kind],
    kind: KIND_NAMES[kind],
    mayAskOrganisation: kind === 'organisation',
    mayReadMessages: !isRefusal(policy.decide('message.read', user)),
    mayReadCredit: !isRefusal(policy.decide('repair.look', user)) && kind === 'organisation',
    ...(account.login === undefined ? {} : { login: account.login }),
    ...(user.lacks === undefined ? {} : { lacks: user.lacks }),
    posts: await Promise.all(posts.map((post) => postOf(pool, user, post))),
    waiting: await Promise.all(waiting.map((post) => postOf(pool, user, post))),
    sessions: sessions.map(({ sessionId, beganAt, seenAt, origin, role }) => ({
      sessionId,
      current: sessionId === user.sessionId,
      began: IN_SHANGHAI.format(beganAt),
      seen: IN_SHANGHAI.format(seenAt),
      origin: origin ?? '',
      role: role !== undefined && isRole(role) ? ROLE_NAMES[role] : '',
    })),
    secondFactor,
    hasPassword,
    recoveryCodesLeft,
  };
}

async function postOf(pool: System['pool'], user: User, post: Post): Promise<OwnPost> {
  const { postId, role, agency, region, subjectId, until } = post;
  const name = agency === undefined ? subjectId : (await findAgency(pool, agency))?.name;
  return {
    postId,
    role: ROLE_NAMES[role],
    where: name ?? '',
    ...(subjectId === undefined || role === 'person' ? {} : { href: subjectPath(subjectId) }),
    ...(until === undefined ? {} : { until }),
    current: user.role === role && user.agency === agency && user.region === region && user.subjectId === subjectId,
  };
}
