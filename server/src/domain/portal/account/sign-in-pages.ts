import type { SignInPage } from '../../../../../web/src/portal/account-model.ts';
import * as paths from '../../../../../web/src/portal/paths.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Route } from '../../../platform/http/route.ts';
import { redirect } from '../../../platform/http/sent.ts';
import { flowCookie, flowToken } from '../../../platform/http/session-cookie.ts';
import {
  acceptInvitation,
  beginFlow,
  FLOW_MS,
  findInvited,
  findProvider,
  finishFlow,
  type Outside,
  PASSWORD_CHARACTERS,
  providersOf,
  showSecondFactor,
  signIn,
  signInByClaims,
} from '../../access/index.ts';
import { type FormAnswer, type FormCall, formRoute, goOn, noPage, statusOf, userOf } from './form-route.ts';

const BEGINS = ['session.began', 'sign-in.refused'];
const open = { permission: 'session.begin', back: paths.signIn } as const;
const begin = { ...open, signsIn: true } as const;

export function signInPages(outside: Outside): readonly Route[] {
  return [
    formRoute({
      ...open,
      method: 'GET',
      url: '/sign-in',
      summary: '登录',
      answer: async (call) => (call.caller.kind === 'user' ? redirect(nextOf(call)) : { page: signInPage(call) }),
    }),
    formRoute({
      ...begin,
      method: 'POST',
      url: '/sign-in',
      summary: '以登录名和口令登录',
      journals: BEGINS,
      answer: async (call) => {
        const login = call.field('login');
        const begun = await signIn(call.system, (now) => call.act(now, 'sign-in'), {
          login,
          password: call.field('password'),
        });
        return isRefusal(begun) ? refusedAt(call, begun, login) : goOn(paths.account, begun.token);
      },
    }),
    formRoute({
      method: 'GET',
      url: '/sign-in/second-factor',
      summary: '第二重验证',
      permission: 'session.own',
      back: paths.secondFactor,
      answer: async () => ({ page: { page: 'second-factor' } }),
    }),
    formRoute({
      method: 'POST',
      url: '/sign-in/second-factor',
      summary: '以动态口令或恢复码通过第二重验证',
      permission: 'session.own',
      signsIn: true,
      back: paths.secondFactor,
      journals: ['second-factor.shown', 'sign-in.refused'],
      answer: async (call) => {
        const { accountId, sessionId } = userOf(call);
        const { system } = call;
        const recoveryCode = call.field('recoveryCode');
        const shown = recoveryCode === '' ? { code: call.field('code') } : { recoveryCode };
        const begun = await write(system.pool, system.clock, (trx, now) =>
          showSecondFactor(trx, call.act(now, 'second-factor'), system.secrets, { accountId, sessionId, ...shown }),
        );
        if (!isRefusal(begun)) return goOn(paths.account, begun.token);
        return { page: { page: 'second-factor', problem: begun.detail }, status: statusOf(begun) };
      },
    }),
    formRoute({
      ...open,
      method: 'GET',
      url: '/invitations/:token',
      summary: '凭一次性链接设置口令',
      answer: async (call) => {
        const token = call.params.token ?? '';
        const invited = await findInvited(call.system.pool, token, call.system.clock());
        return invited === undefined ? noPage() : { page: invitationPage(token, invited) };
      },
    }),
    formRoute({
      ...begin,
      method: 'POST',
      url: '/invitations',
      summary: '凭一次性链接设置口令并登录',
      journals: ['password.set', 'session.began'],
      answer: async (call) => {
        const [token, password] = [call.field('token'), call.field('password')];
        const invited = await findInvited(call.system.pool, token, call.system.clock());
        if (invited === undefined) return noPage();
        if (password !== call.field('again')) {
          return {
            page: { ...invitationPage(token, invited), problem: '两次输入的口令不一致，请重新输入。' },
            status: 422,
          };
        }
        const begun = await acceptInvitation(call.system, (now) => call.act(now, 'invitation'), { token, password });
        if (!isRefusal(begun)) return goOn(paths.account, begun.token);
        return { page: { ...invitationPage(token, invited), problem: begun.detail }, status: statusOf(begun) };
      },
    }),
    formRoute({
      ...begin,
      method: 'GET',
      url: '/sign-in/with/:provider',
      summary: '去身份认证平台登录',
      answer: async (call) => {
        const provider = findProvider(call.system, call.params.provider ?? '');
        if (provider === undefined) return noPage();
        const begun = await beginFlow(call.system, provider, flowToken(call.request.headers.cookie));
        if (isRefusal(begun)) return refusedAt(call, begun);
        const onwards = redirect(begun.location);
        return { ...onwards, headers: { ...onwards.headers, 'set-cookie': flowCookie(begun.browser, FLOW_MS / 1000) } };
      },
    }),
    formRoute({
      ...begin,
      method: 'GET',
      url: '/sign-in/with/:provider/return',
      summary: '从身份认证平台回来',
      journals: [...BEGINS, 'account.created', 'account.linked', 'post.proved'],
      answer: async (call) => {
        const { system, request } = call;
        const provider = findProvider(system, call.params.provider ?? '');
        if (provider === undefined) return noPage();
        const at = request.url.indexOf('?');
        const who = await finishFlow(system, provider, {
          search: at < 0 ? '' : request.url.slice(at),
          browser: flowToken(request.headers.cookie),
        });
        if (isRefusal(who)) return refusedAt(call, who);
        const begun = await write(system.pool, system.clock, (trx, now) =>
          signInByClaims(trx, call.act(now, 'sign-in'), system.secrets, outside, provider, who),
        );
        return isRefusal(begun) ? refusedAt(call, begun) : goOn(paths.account, begun.token);
      },
    }),
  ];
}

/** What somebody has to do first, or the own account. */
function nextOf(call: FormCall): string {
  return call.caller.kind === 'user' && call.caller.lacks === 'second-factor' ? paths.secondFactor : paths.account;
}

function signInPage({ system }: FormCall, login = ''): SignInPage {
  const providers = providersOf(system).map(({ id, name }) => ({ href: paths.signInWith(id), name }));
  return { page: 'sign-in', login, providers };
}

function refusedAt(call: FormCall, refusal: Refusal, login = ''): FormAnswer {
  return { page: { ...signInPage(call, login), problem: refusal.detail }, status: statusOf(refusal) };
}

function invitationPage(token: string, { login, name }: { login?: string; name?: string }) {
  return { page: 'invitation', token, login: login ?? '', name: name ?? '', ...PASSWORD_CHARACTERS } as const;
}
