import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signIn } from '../sign-in.ts';
import type { TestSystem } from '../system.ts';

export const NARROW = { width: 390, height: 844 };

/** A page of a narrow browser in which an organisation's user is signed in at this address. */
export async function signedIn(
  browser: Browser,
  { system }: Pick<TestSystem, 'system'>,
  address: string,
  subjectId: string,
): Promise<{ context: BrowserContext; page: Page }> {
  const { headers } = await signIn(system, { role: 'organisation', subjectId });
  const context = await browser.newContext({ locale: 'zh-CN', viewport: NARROW });
  const [name = '', value = ''] = (headers.cookie ?? '').split('=');
  // the browser takes such a cookie of an address without TLS only from this machine, and says so only to pages
  await context.addCookies([{ name, value, url: address.replace('http:', 'https:'), secure: true }]);
  return { context, page: await context.newPage() };
}
