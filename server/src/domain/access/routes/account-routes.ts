import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { System } from '../../../system.ts';
import { ACCOUNTS_A_PAGE, findAccount, listAccounts } from '../accounts/account-queries.ts';
import { createAccount } from '../accounts/create-account.ts';
import { endAccount } from '../accounts/end-account.ts';
import { baseUrlOf, invitationLink } from '../accounts/invitation-link.ts';
import { type Invited, invite } from '../accounts/invite.ts';
import { linkIdentity } from '../accounts/link-identity.ts';
import { findProvider } from '../oidc/providers-of.ts';
import { postsOf } from '../posts/post-queries.ts';
import { confirmReset, proposeReset } from '../second-factor/reset-second-factor.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import { requireNewPassword } from '../sign-in/require-new-password.ts';
import { AccountAnswered, accountAnswered, PostAnswered, postAnswered } from './answered.ts';
import { closed, Text } from './given.ts';
import { journalAccounts } from './journal-accounts.ts';

const Id = Type.Object({ accountId: Type.String({ pattern: '^u[0-9a-f]{16}$' }) });
const Link = Type.Object({ accountId: Type.String(), link: Type.String(), expiresAt: Type.String() });
const Account = Type.Object({ accountId: Type.String() });

export const accountRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/accounts',
    summary: '账号,新建的在前',
    permission: 'account.read',
    journals: ['account.read'],
    schema: {
      querystring: Type.Object({ after: Type.Optional(Id.properties.accountId) }),
      response: Type.Object({ accounts: Type.Array(AccountAnswered), next: Type.Optional(Type.String()) }),
    },
    answer: async ({ system, query, act }) => {
      const accounts = await listAccounts(system.pool, query.after);
      await journalAccounts(system, act, accounts);
      const last = accounts.length === ACCOUNTS_A_PAGE ? accounts.at(-1) : undefined;
      return { accounts: accounts.map(accountAnswered), ...(last === undefined ? {} : { next: last.accountId }) };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/accounts/:accountId',
    summary: '一个账号及其全部任职',
    permission: 'account.read',
    journals: ['account.read'],
    schema: { params: Id, response: Type.Object({ account: AccountAnswered, posts: Type.Array(PostAnswered) }) },
    answer: async ({ system, params, act }) => {
      const account = await findAccount(system.pool, params.accountId);
      if (account === undefined) return refuse('not-found', '没有这个账号。');
      const posts = await postsOf(system.pool, account.accountId);
      await journalAccounts(system, act, [account]);
      return { account: accountAnswered(account), posts: posts.map(postAnswered) };
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/accounts',
    summary: '为工作人员建立账号,取得设置口令的一次性链接',
    permission: 'account.write',
    status: 201,
    journals: ['account.created', 'account.invited'],
    schema: { body: closed({ login: Text(200), name: Text(100) }), response: Link },
    answer: async ({ system, body, act }) => {
      const invited = await write(system.pool, system.clock, async (trx, now) => {
        const created = await createAccount(trx, act(now, 'account'), body);
        return isRefusal(created) ? created : invite(trx, act(now, 'account'), created.accountId);
      });
      return isRefusal(invited) ? invited : linkOf(system, invited);
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/accounts/:accountId/invitation',
    summary: '重置口令:发出新的一次性链接,全部会话随之结束',
    permission: 'account.write',
    status: 201,
    journals: ['account.invited'],
    schema: { params: Id, response: Link },
    answer: async ({ system, params, act }) => {
      const invited = await write(system.pool, system.clock, (trx, now) =>
        invite(trx, act(now, 'invitation'), params.accountId),
      );
      return isRefusal(invited) ? invited : linkOf(system, invited);
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/accounts/:accountId/identities',
    summary: '将身份认证平台的身份与工作人员账号关联',
    permission: 'account.write',
    status: 201,
    journals: ['account.linked'],
    schema: { params: Id, body: closed({ provider: Text(40), subject: Text(300) }), response: Account },
    answer: ({ system, params, body, act }) => {
      const provider = findProvider(system, body.provider);
      if (provider?.kind !== 'staff') return refuse('not-found', '没有这个工作人员登录方式。', { field: 'provider' });
      const identity = { ...params, provider: provider.id, issuer: provider.issuer, subject: body.subject };
      return write(system.pool, system.clock, (trx, now) =>
        linkIdentity(trx, act(now, 'link-identity'), system.secrets, identity),
      );
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/accounts/:accountId/new-password',
    summary: '要求账号先修改口令,再办其他事',
    permission: 'account.write',
    journals: ['password.due'],
    schema: { params: Id, response: Account },
    answer: ({ system, params, act }) =>
      write(system.pool, system.clock, (trx, now) =>
        requireNewPassword(trx, act(now, 'new-password'), params.accountId),
      ),
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/accounts/:accountId',
    summary: '停用账号,岗位、链接和会话随之结束',
    permission: 'account.write',
    journals: ['account.ended'],
    schema: { params: Id, response: Account },
    answer: ({ system, params, act }) =>
      write(system.pool, system.clock, (trx, now) => endAccount(trx, act(now, 'end-account'), params.accountId)),
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/accounts/:accountId/sessions',
    summary: '一次结束一个账号的全部会话',
    permission: 'session.end-all',
    journals: ['session.all-ended'],
    schema: { params: Id, response: Type.Object({ ended: Type.Integer() }) },
    answer: async ({ system, params, act }) => {
      if ((await findAccount(system.pool, params.accountId)) === undefined)
        return refuse('not-found', '没有这个账号。');
      return write(system.pool, system.clock, (trx, now) =>
        endSessions(trx, act(now, 'end-sessions'), params.accountId),
      );
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/accounts/:accountId/second-factor-reset',
    summary: '提出重置丢失的验证器',
    permission: 'account.write',
    status: 201,
    journals: ['second-factor.reset-proposed'],
    schema: { params: Id, body: closed({ reason: Text(500) }), response: Type.Object({ resetId: Type.String() }) },
    answer: ({ system, params, body, act }) =>
      write(system.pool, system.clock, (trx, now) =>
        proposeReset(trx, act(now, 'second-factor-reset'), { ...params, ...body }),
      ),
  }),
  route({
    method: 'POST',
    url: '/api/v1/accounts/:accountId/second-factor-reset/confirmation',
    summary: '由另一人确认重置验证器',
    permission: 'post.decide',
    journals: ['second-factor.reset-confirmed', 'session.all-ended'],
    schema: { params: Id, response: Account },
    answer: ({ system, params, act }) =>
      write(system.pool, system.clock, (trx, now) =>
        confirmReset(trx, act(now, 'second-factor-reset'), params.accountId),
      ),
  }),
];

function linkOf({ config }: Pick<System, 'config'>, { accountId, token, expiresAt }: Invited) {
  return { accountId, link: invitationLink(baseUrlOf(config), token), expiresAt: expiresAt.toISOString() };
}
