import * as paths from '../../../../../web/src/portal/paths.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Route } from '../../../platform/http/route.ts';
import { redirect } from '../../../platform/http/sent.ts';
import {
  askOrganisation,
  beginEnrolment,
  changePassword,
  choosePost,
  confirmEnrolment,
  endSession,
  endSessions,
  enrolmentUnderWay,
  type Outside,
  renewRecoveryCodes,
} from '../../access/index.ts';
import { accountPage } from './account-page.ts';
import { enrolmentPage } from './enrolment-page.ts';
import { type FormAnswer, type FormCall, formRoute, goOn, statusOf, userOf } from './form-route.ts';

const own = { permission: 'session.own', back: paths.account } as const;

export function accountPages(outside: Outside): readonly Route[] {
  return [
    formRoute({
      ...own,
      method: 'GET',
      url: '/account',
      summary: '我的账号',
      answer: async (call) => {
        const user = userOf(call);
        const page = await accountPage(call.system, user);
        // first things first: whoever has an authenticator shows it before the account is seen
        return user.lacks === 'second-factor' && page.secondFactor ? redirect(paths.secondFactor) : { page };
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/post',
      summary: '选定办事的岗位',
      journals: ['session.post-chosen'],
      answer: async (call) => {
        const { system } = call;
        const begun = await write(system.pool, system.clock, (trx, now) =>
          choosePost(trx, call.act(now, 'choose-post'), { ...userOf(call), postId: call.field('postId') }),
        );
        return isRefusal(begun) ? again(call, begun) : goOn(paths.account, begun.token);
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/password',
      summary: '修改口令',
      signsIn: true,
      journals: ['password.set', 'session.all-ended', 'sign-in.refused'],
      answer: async (call) => {
        const [current, next] = [call.field('current'), call.field('next')];
        if (next !== call.field('again')) return again(call, { detail: '两次输入的新口令不一致，请重新输入。' });
        const begun = await changePassword(call.system, (now) => call.act(now, 'change-password'), {
          ...userOf(call),
          current,
          next,
        });
        return isRefusal(begun) ? again(call, begun) : goOn(paths.account, begun.token);
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/authenticator',
      summary: '开始绑定验证器',
      journals: ['second-factor.begun'],
      answer: async (call) => {
        const { system } = call;
        const begun = await write(system.pool, system.clock, (trx, now) =>
          beginEnrolment(trx, call.act(now, 'authenticator'), system.secrets, userOf(call).accountId),
        );
        return isRefusal(begun) ? again(call, begun) : { page: enrolmentPage(begun) };
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/authenticator/confirmation',
      summary: '以第一个动态口令确认绑定',
      signsIn: true,
      journals: ['second-factor.bound', 'recovery-codes.made', 'session.all-ended'],
      answer: async (call) => {
        const { system } = call;
        const { accountId, sessionId } = userOf(call);
        const [enrolled, underWay] = await write(system.pool, system.clock, async (trx, now) => {
          const answer = await confirmEnrolment(trx, call.act(now, 'authenticator'), system.secrets, {
            accountId,
            sessionId,
            code: call.field('code'),
          });
          return [answer, isRefusal(answer) ? await enrolmentUnderWay(trx, system.secrets, accountId) : undefined];
        });
        if (!isRefusal(enrolled)) {
          const { headers } = goOn(paths.account, enrolled.begun.token);
          return {
            page: { page: 'recovery-codes', codes: enrolled.recoveryCodes },
            headers: { 'set-cookie': headers['set-cookie'] ?? '' },
          };
        }
        if (underWay === undefined) return again(call, enrolled);
        return { page: { ...enrolmentPage(underWay), problem: enrolled.detail }, status: statusOf(enrolled) };
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/recovery-codes',
      summary: '重新生成恢复码',
      journals: ['recovery-codes.made'],
      answer: async (call) => {
        const { system } = call;
        const made = await write(system.pool, system.clock, (trx, now) =>
          renewRecoveryCodes(trx, call.act(now, 'recovery-codes'), system.secrets, userOf(call)),
        );
        return isRefusal(made) ? again(call, made) : { page: { page: 'recovery-codes', codes: made.recoveryCodes } };
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/organisations',
      summary: '申请代表企业或组织办事',
      journals: ['organisation.asked'],
      answer: async (call) => {
        const { system } = call;
        const { accountId, sessionId } = userOf(call);
        const asked = { accountId, sessionId, code: call.field('code'), proof: call.field('proof') };
        const answer = await write(system.pool, system.clock, (trx, now) =>
          askOrganisation(trx, call.act(now, 'ask-organisation'), asked, outside),
        );
        return isRefusal(answer) ? again(call, answer) : redirect(paths.account);
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/session-end',
      summary: '结束自己的一个会话',
      journals: ['session.ended'],
      answer: async (call) => {
        const { system } = call;
        const sessionId = call.field('sessionId');
        const user = userOf(call);
        const ended = await write(system.pool, system.clock, (trx, now) =>
          endSession(trx, call.act(now, 'end-session'), { accountId: user.accountId, sessionId }),
        );
        if (isRefusal(ended)) return again(call, ended);
        return sessionId === user.sessionId ? goOn(paths.signIn) : redirect(paths.account);
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/account/sessions-end',
      summary: '一次结束自己的全部会话',
      journals: ['session.all-ended'],
      answer: async (call) => {
        const { system } = call;
        await write(system.pool, system.clock, (trx, now) =>
          endSessions(trx, call.act(now, 'end-sessions'), userOf(call).accountId),
        );
        return goOn(paths.signIn);
      },
    }),
    formRoute({
      ...own,
      method: 'POST',
      url: '/sign-out',
      summary: '退出登录',
      journals: ['session.ended'],
      answer: async (call) => {
        const { system } = call;
        await write(system.pool, system.clock, (trx, now) => endSession(trx, call.act(now, 'sign-out'), userOf(call)));
        return goOn(paths.signIn);
      },
    }),
  ];
}

/** The account once more, with what was wrong. */
async function again(call: FormCall, refusal: Refusal | { detail: string }): Promise<FormAnswer> {
  const page = await accountPage(call.system, userOf(call));
  return { page: { ...page, problem: refusal.detail }, status: 'refused' in refusal ? statusOf(refusal) : 422 };
}
