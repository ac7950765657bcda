import { type TProperties, Type } from 'typebox';
import type { Page } from '../../../../web/src/portal/model.ts';
import { today } from '../../kernel/dates.ts';
import type { Call, Route } from '../../platform/http/route.ts';
import { route } from '../../platform/http/route.ts';
import { isSent, type Sent } from '../../platform/http/sent.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { type Answering, answerPage } from './answer-page.ts';
import { noSuchPage, outOfOrder } from './messages.ts';
import type { Asking } from './statistics.ts';

/** What a page is asked with: texts, unchecked. A page answers any address with a page, never with a problem document. */
export type PageCall = {
  asking: Asking;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
};
/** null: there is no such page. */
export type PageAnswer = ({ page: Page } & Answering) | Sent | null;

const ADDRESS_PART_CHARACTERS = 2_000;

export function pageRoute(
  url: string,
  summary: string,
  names: readonly string[],
  answer: (call: PageCall) => Promise<PageAnswer> | PageAnswer,
): Route {
  return route({
    method: 'GET',
    url,
    summary,
    permission: 'published.read',
    hidden: true,
    schema: { querystring: Type.Object(describe(names)) },
    answer: async ({ system, request }) => {
      try {
        const answered = await answer({ asking: await askingOf(system), ...textsOf(request) });
        if (isSent(answered)) return answered;
        if (answered === null) return await answerPage(request, noSuchPage(), { status: 404, noindex: true });
        const { page, ...answering } = answered;
        return await answerPage(request, page, answering);
      } catch (error) {
        system.log.error({ requestId: request.id, route: url, err: error }, 'page failed');
        return answerPage(request, outOfOrder(request.id), { status: 500, noindex: true });
      }
    },
  });
}

async function askingOf({ pool, clock }: Call['system']): Promise<Asking> {
  const now = clock();
  return { pool, now, catalogue: await catalogueInForce(pool, today(now)) };
}

/** Declared for the reviewed table of routes; whatever comes is read as text by `textsOf`. */
function describe(names: readonly string[]): TProperties {
  return Object.fromEntries(names.map((name) => [name, Type.Optional(Type.Unknown())]));
}

/** The first of several values of one name; without what cannot be part of any address of ours. */
export function textsOf({ params, query }: Call['request']): Pick<PageCall, 'params' | 'query'> {
  return { params: texts(params), query: texts(query) };
}

function texts(given: unknown): Record<string, string> {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    const text = typeof first === 'string' ? first.replaceAll('\0', '') : '';
    return text === '' || text.length > ADDRESS_PART_CHARACTERS ? [] : [[name, text] as const];
  });
  return Object.fromEntries(entries);
}
