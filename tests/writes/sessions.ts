import {
  bindAuthenticator,
  grantPost,
  OTHER_PASSWORD,
  PASSWORD,
} from '../../server/src/domain/access/office-fixture.ts';
import { ORGANISATIONS } from '../cast.ts';
import type { WriteExample } from './example.ts';
import { firstCode, halfwayIn, headersOf, holder, invited, OWN_PAGE } from './holder.ts';
import { STAFF_PROVIDER } from './scene.ts';

export const sessionWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/session',
    request: async (scene) => ({
      headers: OWN_PAGE,
      payload: { login: (await holder(scene)).login, password: PASSWORD },
    }),
  },
  {
    route: 'POST /api/v1/session/invitation',
    request: async (scene) => ({
      headers: OWN_PAGE,
      payload: { token: (await invited(scene)).token, password: PASSWORD },
    }),
  },
  {
    route: 'POST /api/v1/session/provider',
    leavesNone: 'nobody has been identified yet; who comes back from the provider begins a session, and that is told',
    request: async () => ({ headers: OWN_PAGE, payload: { provider: STAFF_PROVIDER } }),
  },
  {
    route: 'DELETE /api/v1/session',
    request: async ({ as }) => ({ headers: await as('clerk') }),
  },
  {
    route: 'POST /api/v1/session/post',
    request: async (scene) => {
      const { accountId, browser } = await holder(scene);
      const postId = await grantPost(scene.city, accountId, 'clerk');
      return { headers: headersOf(browser), payload: { postId } };
    },
  },
  {
    route: 'POST /api/v1/session/second-factor',
    request: async (scene) => {
      const { browser, recoveryCode } = await halfwayIn(scene);
      return { headers: headersOf(browser), payload: { recoveryCode } };
    },
  },
  {
    route: 'POST /api/v1/session/password',
    request: async (scene) => ({
      headers: headersOf((await holder(scene)).browser),
      payload: { current: PASSWORD, next: OTHER_PASSWORD },
    }),
  },
  {
    route: 'POST /api/v1/session/authenticator',
    request: async (scene) => ({ headers: headersOf((await holder(scene)).browser) }),
  },
  {
    route: 'POST /api/v1/session/authenticator/confirmation',
    request: async (scene) => {
      const { browser } = await holder(scene);
      const code = await firstCode(browser, scene.city.clock.now);
      return { headers: headersOf(browser), payload: { code } };
    },
  },
  {
    route: 'POST /api/v1/session/recovery-codes',
    request: async (scene) => {
      const { browser } = await holder(scene);
      await bindAuthenticator(browser, scene.city);
      return { headers: headersOf(browser) };
    },
  },
  {
    route: 'DELETE /api/v1/sessions',
    request: async ({ as }) => ({ headers: await as('clerk') }),
  },
  {
    route: 'DELETE /api/v1/sessions/:sessionId',
    request: async (scene) => {
      const { login, browser } = await holder(scene);
      const { body } = await browser.signIn(login);
      return { url: `/api/v1/sessions/${body.sessionId}`, headers: headersOf(browser) };
    },
  },
  {
    route: 'POST /api/v1/session/organisations',
    request: async ({ as }) => ({
      headers: await as('organisation'),
      payload: { code: ORGANISATIONS.food.code, proof: '营业执照、法定代表人授权书' },
    }),
  },
];
