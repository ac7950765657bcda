import { subject as subjectPath } from '../../../../web/src/portal/paths.ts';
import type { Route } from '../../platform/http/route.ts';
import { redirect } from '../../platform/http/sent.ts';
import type { Outside } from '../access/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { accountPages } from './account/account-pages.ts';
import { creditPages } from './account/credit-pages.ts';
import { inboxPages } from './account/inbox-pages.ts';
import { repairsPages } from './account/repairs-pages.ts';
import { signInPages } from './account/sign-in-pages.ts';
import { cataloguePage, categoryPage } from './catalogue-page.ts';
import { correctionsPage } from './corrections-page.ts';
import { objectionGuide, repairGuide } from './guide-pages.ts';
import { homePage } from './home-page.ts';
import { listPage } from './list-page.ts';
import { listsPage } from './lists-page.ts';
import { noSuchSubject } from './messages.ts';
import { type PageAnswer, type PageCall, pageRoute } from './page-route.ts';
import { publicityPage } from './publicity-page.ts';
import { reportPages } from './report-pages.ts';
import { searchPage } from './search-page.ts';
import { staticRoutes } from './static-routes.ts';
import { subjectPage } from './subject-page.ts';

const noindex = true;

/** `outside`: what signing in has to ask of other slices. */
export function portalRoutesUnder(outside: Outside): readonly Route[] {
  return [
    ...publicPages,
    ...reportPages,
    ...signInPages(outside),
    ...accountPages(outside),
    ...creditPages,
    ...repairsPages,
    ...inboxPages,
    ...staticRoutes,
  ];
}

const publicPages: readonly Route[] = [
  pageRoute('/', '首页', [], async ({ asking }) => ({ page: await homePage(asking) })),
  pageRoute('/search', '查询结果', ['q', 'after'], async ({ asking, query }) => ({
    page: await searchPage(asking, query.q ?? '', query.after),
    noindex,
  })),
  pageRoute('/subjects/:code', '企业或组织', ['category', 'after'], answerSubject),
  pageRoute(
    '/publicity',
    '双公示：按部门和日期',
    ['kind', 'department', 'until', 'after'],
    async ({ asking, query }) => {
      const page = await publicityPage(asking, query);
      return page === null ? null : { page, noindex };
    },
  ),
  pageRoute('/lists', '名单', [], async ({ asking }) => ({ page: await listsPage(asking) })),
  pageRoute(
    '/lists/:code',
    '一份名单：依据、认定单位、移出和现列入的组织',
    ['after'],
    async ({ asking, params, query }) => {
      const page = await listPage(asking, params.code ?? '', query.after);
      return page === null ? null : { page, noindex };
    },
  ),
  pageRoute('/corrections', '更正公告', [], async ({ asking }) => ({ page: await correctionsPage(asking), noindex })),
  pageRoute('/catalogue', '信用目录', [], ({ asking }) => ({ page: cataloguePage(asking.catalogue) })),
  pageRoute('/catalogue/:code', '目录中的一类信息', [], ({ asking, params }) => {
    const page = categoryPage(asking.catalogue, params.code ?? '');
    return page === null ? null : { page };
  }),
  pageRoute('/about', '关于本平台', [], () => ({ page: { page: 'about' } })),
  pageRoute('/guides/objection', '异议指引', [], ({ asking }) => ({ page: objectionGuide(asking.catalogue) })),
  pageRoute('/guides/repair', '信用修复指引', [], ({ asking }) => ({ page: repairGuide(asking.catalogue) })),
];

/** An old or lower-case code leads to the page under the code in use. */
async function answerSubject({ asking, params, query }: PageCall): Promise<PageAnswer> {
  const unknown = { page: noSuchSubject(), status: 404, noindex };
  const asked = params.code ?? '';
  const subject = await findSubjectByCode(asking.pool, asked);
  if (subject === null || subject.standing === 'retired') return unknown;
  const address = subject.code ?? subject.subjectId;
  if (asked !== address) return redirect(subjectPath(address), 302);
  const { category, after } = query;
  const answer = await subjectPage(asking, { subjectId: subject.subjectId, category, after });
  if (answer === null) return unknown;
  return { page: answer.page, noindex: answer.adverse || answer.soleTrader || answer.page.corrections !== undefined };
}
