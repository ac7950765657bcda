import {
  bindAuthenticator,
  grantPost,
  OTHER_PASSWORD,
  PASSWORD,
} from '../../server/src/domain/access/office-fixture.ts';
import { ORGANISATIONS } from '../cast.ts';
import type { WriteExample } from './example.ts';
import { firstCode, form, halfwayIn, headersOf, holder, invited } from './holder.ts';

export const accountPageWrites: readonly WriteExample[] = [
  {
    route: 'POST /sign-in',
    request: async (scene) => form({}, { login: (await holder(scene)).login, password: PASSWORD }),
  },
  {
    route: 'POST /sign-in/second-factor',
    request: async (scene) => {
      const { browser, recoveryCode } = await halfwayIn(scene);
      return form(headersOf(browser), { recoveryCode });
    },
  },
  {
    route: 'POST /invitations',
    request: async (scene) => {
      const { token } = await invited(scene);
      return form({}, { token, password: PASSWORD, again: PASSWORD });
    },
  },
  {
    route: 'POST /sign-out',
    request: async ({ as }) => form(await as('clerk')),
  },
  {
    route: 'POST /account/post',
    request: async (scene) => {
      const { accountId, browser } = await holder(scene);
      const postId = await grantPost(scene.city, accountId, 'clerk');
      return form(headersOf(browser), { postId });
    },
  },
  {
    route: 'POST /account/password',
    request: async (scene) =>
      form(headersOf((await holder(scene)).browser), {
        current: PASSWORD,
        next: OTHER_PASSWORD,
        again: OTHER_PASSWORD,
      }),
  },
  {
    route: 'POST /account/authenticator',
    request: async (scene) => form(headersOf((await holder(scene)).browser)),
  },
  {
    route: 'POST /account/authenticator/confirmation',
    request: async (scene) => {
      const { browser } = await holder(scene);
      const code = await firstCode(browser, scene.city.clock.now);
      return form(headersOf(browser), { code });
    },
  },
  {
    route: 'POST /account/recovery-codes',
    request: async (scene) => {
      const { browser } = await holder(scene);
      await bindAuthenticator(browser, scene.city);
      return form(headersOf(browser));
    },
  },
  {
    route: 'POST /account/organisations',
    request: async ({ as }) =>
      form(await as('organisation'), { code: ORGANISATIONS.food.code, proof: '营业执照、法定代表人授权书' }),
  },
  {
    route: 'POST /account/session-end',
    request: async (scene) => {
      const { login, browser } = await holder(scene);
      const { body } = await browser.signIn(login);
      return form(headersOf(browser), { sessionId: String(body.sessionId) });
    },
  },
  {
    route: 'POST /account/sessions-end',
    request: async ({ as }) => form(await as('clerk')),
  },
];
