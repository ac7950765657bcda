import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { send } from '../../../platform/http/sent.ts';
import { flowCookie, flowToken } from '../../../platform/http/session-cookie.ts';
import { acceptInvitation } from '../accounts/accept-invitation.ts';
import { beginFlow, FLOW_MS } from '../oidc/begin-flow.ts';
import { findProvider } from '../oidc/providers-of.ts';
import type { Outside } from '../outside.ts';
import { askOrganisation } from '../posts/ask-organisation.ts';
import { choosePost } from '../posts/choose-post.ts';
import { beginEnrolment } from '../second-factor/begin-enrolment.ts';
import { confirmEnrolment } from '../second-factor/confirm-enrolment.ts';
import { renewRecoveryCodes } from '../second-factor/renew-recovery-codes.ts';
import { showSecondFactor } from '../second-factor/show-second-factor.ts';
import { IDLE_MS } from '../sessions.ts';
import { changePassword } from '../sign-in/change-password.ts';
import { endSession, endSessions } from '../sign-in/end-sessions.ts';
import { openSessions, ownAccount } from '../sign-in/own-account.ts';
import { PASSWORD_CHARACTERS_READ } from '../sign-in/password-rule.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { accountAnswered, PostAnswered, postAnswered } from './answered.ts';
import { closed, Text } from './given.ts';
import { actAtOf, sendSignedOut, sendWithSession, userOf } from './signed-in.ts';

const Password = Text(PASSWORD_CHARACTERS_READ);
const Code = Text(40);
const Id = Type.Object({ sessionId: Type.String({ pattern: '^s[0-9a-f]{16}$' }) });

const Session = Type.Object({ accountId: Type.String(), sessionId: Type.String() });
const Ended = Type.Object({ ended: Type.Integer() });
const Codes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });
const Own = Type.Object({
  accountId: Type.String(),
  kind: Type.String(),
  name: Type.Optional(Type.String()),
  login: Type.Optional(Type.String()),
  sessionId: Type.String(),
  /** What must be done before anything else. */
  lacks: Type.Optional(Type.String()),
  role: Type.Optional(Type.String()),
  secondFactor: Type.Boolean(),
  recoveryCodesLeft: Type.Integer(),
  posts: Type.Array(PostAnswered),
  waiting: Type.Array(PostAnswered),
});
const OpenSessions = Type.Object({
  sessions: Type.Array(
    Type.Object({
      sessionId: Type.String(),
      current: Type.Boolean(),
      beganAt: Type.String(),
      seenAt: Type.String(),
      origin: Type.Optional(Type.String()),
      role: Type.Optional(Type.String()),
    }),
  ),
});

const BEGINS = ['session.began', 'sign-in.refused'] as const;
const begin = { permission: 'session.begin', rateClass: 'sign-in' } as const;
const own = { permission: 'session.own' } as const;

export function sessionRoutes(outside: Outside): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/session',
      summary: '以登录名和口令登录',
      ...begin,
      journals: BEGINS,
      schema: { body: closed({ login: Text(200), password: Password }), response: Session },
      answer: async (call) => {
        const begun = await signIn(call.system, actAtOf(call, 'sign-in'), call.body);
        return isRefusal(begun) ? begun : sendWithSession(sessionOf(begun), begun);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/invitation',
      summary: '凭一次性链接设置口令并登录',
      ...begin,
      journals: ['password.set', 'session.began'],
      schema: { body: closed({ token: Text(100), password: Password }), response: Session },
      answer: async (call) => {
        const begun = await acceptInvitation(call.system, actAtOf(call, 'invitation'), call.body);
        return isRefusal(begun) ? begun : sendWithSession(sessionOf(begun), begun);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/provider',
      summary: '通过身份认证平台登录:取得跳转地址',
      ...begin,
      unjournalled: 'nobody has said yet who comes; the way back is journalled',
      schema: { body: closed({ provider: Text(40) }), response: Type.Object({ location: Type.String() }) },
      answer: async (call) => {
        const provider = findProvider(call.system, call.body.provider);
        if (provider === undefined) return refuse('not-found', '没有这个登录方式。', { field: 'provider' });
        const begun = await beginFlow(call.system, provider, flowToken(call.request.headers.cookie));
        if (isRefusal(begun)) return begun;
        return send('application/json; charset=utf-8', JSON.stringify({ location: begun.location }), {
          headers: { 'set-cookie': flowCookie(begun.browser, FLOW_MS / 1000) },
        });
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/session',
      summary: '自己的账号、岗位和当前会话',
      ...own,
      schema: { response: Own },
      answer: async (call) => {
        const user = userOf(call);
        const { account, posts, waiting, recoveryCodesLeft } = await ownAccount(
          call.system.pool,
          user.accountId,
          call.system.clock(),
        );
        const { accountId, kind, name, login, secondFactor } = accountAnswered(account);
        return {
          accountId,
          kind,
          ...(name === undefined ? {} : { name }),
          ...(login === undefined ? {} : { login }),
          sessionId: user.sessionId,
          ...(user.lacks === undefined ? {} : { lacks: user.lacks }),
          ...(user.role === '' ? {} : { role: user.role }),
          secondFactor,
          recoveryCodesLeft,
          posts: posts.map(postAnswered),
          waiting: waiting.map(postAnswered),
        };
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/session',
      summary: '退出登录',
      ...own,
      journals: ['session.ended'],
      schema: { response: Ended },
      answer: async (call) => {
        const ended = await write(call.system.pool, call.system.clock, (trx, now) =>
          endSession(trx, call.act(now, 'sign-out'), userOf(call)),
        );
        return isRefusal(ended) ? ended : sendSignedOut(ended);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/post',
      summary: '选定本次会话办事的岗位',
      ...own,
      journals: ['session.post-chosen'],
      schema: { body: closed({ postId: Text(17) }), response: Session },
      answer: async (call) => {
        const begun = await write(call.system.pool, call.system.clock, (trx, now) =>
          choosePost(trx, call.act(now, 'choose-post'), { ...userOf(call), ...call.body }),
        );
        return isRefusal(begun) ? begun : sendWithSession(sessionOf(begun), begun);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/second-factor',
      summary: '第二重验证:动态口令或恢复码',
      ...own,
      rateClass: 'sign-in',
      journals: ['second-factor.shown', 'sign-in.refused'],
      schema: {
        body: closed({ code: Type.Optional(Code), recoveryCode: Type.Optional(Code) }),
        response: Session,
      },
      answer: async (call) => {
        const { code, recoveryCode } = call.body;
        if ((code === undefined) === (recoveryCode === undefined)) {
          return refuse('invalid-request', '请写明动态口令 code 或者恢复码 recoveryCode 其中之一。');
        }
        const { accountId, sessionId } = userOf(call);
        const shown = code === undefined ? { recoveryCode: recoveryCode ?? '' } : { code };
        const begun = await write(call.system.pool, call.system.clock, (trx, now) =>
          showSecondFactor(trx, call.act(now, 'second-factor'), call.system.secrets, {
            accountId,
            sessionId,
            ...shown,
          }),
        );
        return isRefusal(begun) ? begun : sendWithSession(sessionOf(begun), begun);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/password',
      summary: '修改自己的口令,其他会话随之结束',
      ...own,
      rateClass: 'sign-in',
      journals: ['password.set', 'session.all-ended', 'sign-in.refused'],
      schema: { body: closed({ current: Password, next: Password }), response: Session },
      answer: async (call) => {
        const begun = await changePassword(call.system, actAtOf(call, 'change-password'), {
          ...userOf(call),
          ...call.body,
        });
        return isRefusal(begun) ? begun : sendWithSession(sessionOf(begun), begun);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/authenticator',
      summary: '开始绑定验证器:取得密钥',
      ...own,
      journals: ['second-factor.begun'],
      schema: { response: Type.Object({ uri: Type.String(), key: Type.String() }) },
      answer: (call) =>
        write(call.system.pool, call.system.clock, (trx, now) =>
          beginEnrolment(trx, call.act(now, 'authenticator'), call.system.secrets, userOf(call).accountId),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/authenticator/confirmation',
      summary: '以第一个动态口令确认绑定,取得恢复码',
      ...own,
      rateClass: 'sign-in',
      journals: ['second-factor.bound', 'recovery-codes.made', 'session.all-ended'],
      schema: { body: closed({ code: Code }), response: Codes },
      answer: async (call) => {
        const { accountId, sessionId } = userOf(call);
        const enrolled = await write(call.system.pool, call.system.clock, (trx, now) =>
          confirmEnrolment(trx, call.act(now, 'authenticator'), call.system.secrets, {
            accountId,
            sessionId,
            code: call.body.code,
          }),
        );
        if (isRefusal(enrolled)) return enrolled;
        return sendWithSession({ recoveryCodes: enrolled.recoveryCodes }, enrolled.begun);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/recovery-codes',
      summary: '重新生成恢复码,旧的作废',
      ...own,
      journals: ['recovery-codes.made'],
      schema: { response: Codes },
      answer: (call) =>
        write(call.system.pool, call.system.clock, (trx, now) =>
          renewRecoveryCodes(trx, call.act(now, 'recovery-codes'), call.system.secrets, userOf(call)),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/v1/sessions',
      summary: '自己的全部会话',
      ...own,
      schema: { response: OpenSessions },
      answer: async ({ system, ...call }) => {
        const user = userOf(call);
        const sessions = await openSessions(system.pool, user.accountId, new Date(system.clock().getTime() - IDLE_MS));
        return {
          sessions: sessions.map(({ beganAt, seenAt, ...session }) => ({
            ...session,
            current: session.sessionId === user.sessionId,
            beganAt: beganAt.toISOString(),
            seenAt: seenAt.toISOString(),
          })),
        };
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/sessions',
      summary: '一次结束自己的全部会话,包括当前的',
      ...own,
      journals: ['session.all-ended'],
      schema: { response: Ended },
      answer: async (call) => {
        const ended = await write(call.system.pool, call.system.clock, (trx, now) =>
          endSessions(trx, call.act(now, 'end-sessions'), userOf(call).accountId),
        );
        return sendSignedOut(ended);
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/sessions/:sessionId',
      summary: '结束自己的一个会话',
      ...own,
      journals: ['session.ended'],
      schema: { params: Id, response: Ended },
      answer: (call) =>
        write(call.system.pool, call.system.clock, (trx, now) =>
          endSession(trx, call.act(now, 'end-session'), {
            accountId: userOf(call).accountId,
            sessionId: call.params.sessionId,
          }),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/organisations',
      summary: '主体用户申请代表一个企业或组织办事,待窗口核验材料后确认',
      ...own,
      status: 201,
      journals: ['organisation.asked'],
      schema: {
        body: closed({ code: Text(30), until: Type.Optional(Text(10)), proof: Text(500) }),
        response: Type.Object({ postId: Type.String() }),
      },
      answer: (call) =>
        write(call.system.pool, call.system.clock, (trx, now) =>
          askOrganisation(trx, call.act(now, 'ask-organisation'), { ...userOf(call), ...call.body }, outside),
        ),
    }),
  ];
}

function sessionOf({ accountId, sessionId }: { accountId: string; sessionId: string }) {
  return { accountId, sessionId };
}
