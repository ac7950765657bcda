import type { FastifyRequest } from 'fastify';
import type { Page } from '../../../../../web/src/portal/model.ts';
import { REFUSALS, type Refusal } from '../../../platform/errors.ts';
import type { User } from '../../../platform/http/caller.ts';
import { type Call, type Method, type Route, route } from '../../../platform/http/route.ts';
import { isSent, redirect, type Sent } from '../../../platform/http/sent.ts';
import { sessionCookie } from '../../../platform/http/session-cookie.ts';
import { answerPage } from '../answer-page.ts';
import { noSuchPage, outOfOrder } from '../messages.ts';
import { textsOf } from '../page-route.ts';

/** A page of somebody's own, or where to go next. */
export type FormAnswer = { page: Page; status?: number; headers?: Record<string, string> } | Sent;
export type FormCall = Pick<Call, 'system' | 'caller' | 'act' | 'reach' | 'request'> & {
  /** Parts of the address, as texts that may be asked of the database. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** What the form sent: texts, unchecked, empty where there was none. */
  field: (name: string) => string;
};
type Definition = {
  method: Method;
  url: string;
  summary: string;
  permission:
    | 'session.begin'
    | 'session.own'
    | 'message.read'
    | 'misconduct.report'
    | 'objection.read'
    | 'objection.file'
    | 'correction.consent'
    | 'repair.own';
  /** Sent in by anybody, and by nobody in particular. */
  nameless?: true;
  /** Takes passwords or codes, or speaks to an identity provider: counted apart. */
  signsIn?: boolean;
  /** Takes a file: counted apart. */
  uploads?: boolean;
  journals?: readonly string[];
  /** Where the change of display leads back to: a page that is asked for, not sent to. */
  back: string;
  answer: (call: FormCall) => Promise<FormAnswer>;
};

const FIELD_CHARACTERS = 2_000;

/** A page or a form of the account, or one that takes a report: works without a script, is in no search engine, and is kept by nobody. */
export function formRoute({
  method,
  url,
  summary,
  permission,
  nameless,
  signsIn,
  uploads,
  journals,
  back,
  answer,
}: Definition): Route {
  return route({
    method,
    url,
    summary,
    permission,
    hidden: true,
    forBrowsers: true,
    rateClass: nameless ? 'report' : signsIn ? 'sign-in' : uploads ? 'upload' : 'page',
    ...(nameless === undefined ? {} : { nameless }),
    ...(journals === undefined ? {} : { journals }),
    schema: {},
    answer: async (call) => {
      const { request, system } = call;
      const shown = (page: Page, options: { status?: number; headers?: Record<string, string> } = {}) =>
        answerPage(request, page, { ...options, noindex: true, address: back });
      try {
        const answered = await answer({
          ...call,
          ...textsOf(request),
          field: (name) => fieldOf(request, name),
        });
        return isSent(answered) ? answered : await shown(answered.page, answered);
      } catch (error) {
        system.log.error({ requestId: request.id, route: url, err: error }, 'page failed');
        return shown(outOfOrder(request.id), { status: 500 });
      }
    },
  });
}

function fieldOf({ body }: FastifyRequest, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value.slice(0, FIELD_CHARACTERS).replaceAll('\0', '') : '';
}

/** Who is signed in; the policy has let in nobody else where the right is another than `session.begin`. */
export function userOf({ caller }: Pick<FormCall, 'caller'>): User {
  if (caller.kind !== 'user') throw new Error('the policy lets in only who is signed in');
  return caller;
}

export const statusOf = ({ refused }: Refusal): number => REFUSALS[refused].status;

export function noPage(): FormAnswer {
  return { page: noSuchPage(), status: 404 };
}

/** Onwards with a session under a new name, or, without a token, with none. */
export function goOn(location: string, token?: string): Sent {
  const onwards = redirect(location);
  return { ...onwards, headers: { ...onwards.headers, 'set-cookie': sessionCookie(token) } };
}
