import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { AGENCIES, ORGANISATIONS } from '../../../../../tests/cast.ts';
import { signIn } from '../../../../../tests/sign-in.ts';
import { addDays, today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { SESSION_COOKIE } from '../../../platform/http/session-cookie.ts';
import { createAccount } from '../accounts/create-account.ts';
import { Browser, by, granted, grantPost, makeStaff, type Office, openOffice } from '../office-fixture.ts';
import { ADMINISTRATORS, type Role, STAFF_ROLES } from '../roles.ts';
import { confirmPost, refusePost } from './decide-post.ts';
import { endPost } from './end-post.ts';
import { currentPosts, postsOf } from './post-queries.ts';
import { proposePost } from './propose-post.ts';

let office: Office;
before(async () => {
  office = await openOffice();
});
after(() => office.close());

const account = (login: string) =>
  write(
    office.system.pool,
    office.system.clock,
    async (trx, now) => granted(await createAccount(trx, by('甲', now), { login, name: '白露' })).accountId,
  );
type More = { from?: string; until?: string; region?: string; agency?: string };
const propose = (actor: string, accountId: string, role: string, more: More = {}) =>
  write(office.system.pool, office.system.clock, (trx, now) =>
    proposePost(trx, by(actor, now), {
      accountId,
      role,
      agency: AGENCIES.credit.code,
      proof: '青信任〔2026〕1号',
      ...more,
    }),
  );
const confirm = (actor: string, postId: string) =>
  write(office.system.pool, office.system.clock, (trx, now) => confirmPost(trx, by(actor, now), postId));
const code = (answer: object | Refusal) => (isRefusal(answer) ? answer.refused : 'done');

test('a post gives a right once a second person has confirmed it, on its days alone, until somebody ends it', async () => {
  const who = await account('days');
  const day = today(office.clock.now);
  const { postId } = granted(await propose('甲', who, 'clerk', { until: addDays(day, 1) }));
  const held = () => currentPosts(office.system.pool, who, office.clock.now);
  assert.equal((await held()).length, 0);
  assert.equal(code(await confirm('甲', postId)), 'second-person');
  assert.equal(code(await confirm(`user:${who}`, postId)), 'second-person');
  assert.equal(code(await confirm('乙', postId)), 'done');
  assert.equal(code(await confirm('乙', postId)), 'already-done');
  assert.equal((await held())[0]?.role, 'clerk');
  office.later(2 * 24 * 60 * 60_000);
  assert.equal((await held()).length, 0);

  const next = granted(await propose('甲', who, 'reviewer'));
  granted(await confirm('乙', next.postId));
  const end = () =>
    write(office.system.pool, office.system.clock, (trx, now) => endPost(trx, by('丙', now), next.postId));
  assert.equal(code(await end()), 'done');
  assert.equal(code(await end()), 'already-done');
  assert.equal((await held()).length, 0);
});

test('what is refused stays refused', async () => {
  const { postId } = granted(await propose('甲', await account('refused'), 'clerk'));
  const refuse = () =>
    write(office.system.pool, office.system.clock, (trx, now) => refusePost(trx, by('乙', now), postId));
  assert.equal(code(await refuse()), 'done');
  assert.equal(code(await confirm('乙', postId)), 'already-done');
});

test('nobody is proposed for two of the three administrators, whatever the order', async () => {
  const who = await account('two-hats');
  granted(await propose('甲', who, 'system-admin'));
  for (const role of ADMINISTRATORS) assert.equal(code(await propose('乙', who, role)), 'conflict');
  const racing = await account('racing');
  const answers = await Promise.all([propose('甲', racing, 'audit-admin'), propose('乙', racing, 'security-admin')]);
  assert.deepEqual(answers.map(code).sort(), ['conflict', 'done']);
});

test('what cannot be a post is refused with the field that is wrong', async () => {
  const who = await account('wrong');
  const past = addDays(today(office.clock.now), -1);
  const wrong: [string, More, string][] = [
    ['king', {}, 'invalid-request'],
    ['organisation', {}, 'invalid-request'],
    ['clerk', { from: past }, 'invalid-request'],
    ['clerk', { from: '2026-02-30' }, 'invalid-request'],
    ['clerk', { until: past }, 'invalid-request'],
    ['clerk', { region: '青禾' }, 'invalid-request'],
    ['clerk', { agency: AGENCIES.tax.code }, 'unknown-agency'],
  ];
  for (const [role, more, expected] of wrong) assert.equal(code(await propose('甲', who, role, more)), expected);
  assert.equal(code(await propose('甲', 'u0000000000000000', 'clerk')), 'not-found');
  assert.deepEqual(await postsOf(office.system.pool, who), []);
});

test('who holds several posts acts in one at a time, chosen by oneself', async () => {
  const who = await makeStaff(office, 'several', { role: 'clerk' });
  const desk = await grantPost(office, who, 'desk');
  const mine = new Browser(office);
  await mine.signIn('several');
  assert.equal((await mine.json('GET', '/api/v1/session')).body.lacks, 'post');
  assert.equal((await mine.json('GET', '/api/v1/intake/queue')).status, 403);
  const before = mine.cookies.get(SESSION_COOKIE);
  assert.equal((await mine.json('POST', '/api/v1/session/post', { postId: desk })).status, 200);
  assert.notEqual(mine.cookies.get(SESSION_COOKIE), before, 'under a new name');
  assert.equal((await mine.json('GET', '/api/v1/session')).body.role, 'desk');
  const strangers = await grantPost(office, await account('stranger'), 'clerk');
  assert.equal((await mine.json('POST', '/api/v1/session/post', { postId: strangers })).status, 404);
});

test('a counter clerk binds a user to an organisation of the own region, on proof, until a day', async () => {
  const { system } = office;
  const { logistics, food } = ORGANISATIONS;
  const user = await signIn(system, { role: 'organisation', subjectId: food.code });
  const ask = (payload: object) =>
    office.server.inject({ method: 'POST', url: '/api/v1/session/organisations', headers: user.headers, payload });
  assert.equal((await ask({ code: '123', proof: '营业执照' })).statusCode, 422);
  const late = addDays(today(office.clock.now), 400);
  assert.equal((await ask({ code: logistics.code, proof: '营业执照', until: late })).statusCode, 400);
  const asked = await ask({ code: logistics.code, proof: '营业执照' });
  assert.equal(asked.statusCode, 201, asked.body);
  assert.equal((await ask({ code: logistics.code, proof: '营业执照' })).statusCode, 409);
  const { postId } = asked.json<{ postId: string }>();

  const at = async (post: { role: Role; region?: string }) => {
    const { headers } = await signIn(system, { ...post, agency: AGENCIES.credit.code });
    const url = `/api/v1/posts/${postId}/binding`;
    const seen = await office.server.inject({ method: 'GET', url, headers });
    const bound = await office.server.inject({
      method: 'POST',
      url,
      headers,
      payload: { shown: '营业执照原件,授权委托书' },
    });
    return [seen.statusCode, bound.statusCode];
  };
  assert.deepEqual(await at({ role: 'case-officer' }), [403, 403]);
  assert.deepEqual(await at({ role: 'counter', region: '880100' }), [404, 404], 'beyond the reach it does not exist');
  assert.deepEqual(await at({ role: 'counter', region: '990100' }), [200, 200]);
  assert.deepEqual(await at({ role: 'counter', region: '990100' }), [200, 409]);
  const posts = await currentPosts(system.pool, user.accountId, office.clock.now);
  assert.deepEqual(posts.map(({ subjectId }) => subjectId).sort(), [logistics.code, food.code].sort());
  assert.ok(posts.every(({ until }) => until !== undefined));
});

test('whatever a crowd does in whatever order, no right without two different people, and no two administrators in one', async () => {
  const PEOPLE = 4;
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, at) => account(`crowd-${at}`)));
  const person = fc.nat({ max: PEOPLE - 1 });
  const step = fc.oneof(
    fc.record({
      deed: fc.constant('propose' as const),
      by: person,
      who: person,
      role: fc.constantFrom(...STAFF_ROLES),
    }),
    fc.record({
      deed: fc.constantFrom('confirm' as const, 'refuse' as const, 'end' as const),
      by: person,
      at: fc.nat(),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const made: string[] = [];
      for (const taken of steps) {
        const actor = `user:${people[taken.by]}`;
        if (taken.deed === 'propose') {
          const answer = await propose(actor, people[taken.who] ?? '', taken.role);
          if (!isRefusal(answer)) made.push(answer.postId);
          continue;
        }
        const postId = made[taken.at % Math.max(made.length, 1)];
        if (postId === undefined) continue;
        const act = { confirm: confirmPost, refuse: refusePost, end: endPost }[taken.deed];
        await write(office.system.pool, office.system.clock, (trx, now) => act(trx, by(actor, now), postId));
      }
      for (const who of people) {
        const held = await postsOf(office.system.pool, who);
        const standing = held.filter(({ endedBy }) => endedBy === undefined);
        const hats = new Set(standing.filter(({ role }) => ADMINISTRATORS.includes(role)).map(({ postId }) => postId));
        assert.ok(hats.size <= 1);
        for (const post of await currentPosts(office.system.pool, who, office.clock.now)) {
          assert.notEqual(post.confirmedBy, post.proposedBy);
          assert.notEqual(post.confirmedBy, `user:${who}`);
        }
        for (const { postId } of standing) {
          await write(office.system.pool, office.system.clock, (trx, now) => endPost(trx, by('丁', now), postId));
        }
      }
    }),
    { numRuns: 15 },
  );
});
