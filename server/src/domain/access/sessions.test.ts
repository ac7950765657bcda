import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type City, openCity } from '../../../../tests/journeys/city.ts';
import { signIn } from '../../../../tests/sign-in.ts';
import { SESSION_COOKIE, sessionCookie, sessionToken } from '../../platform/http/session-cookie.ts';
import { IDLE_MS, identifySessionBy, SESSION_MS, SESSION_REMEMBERED_MS } from './sessions.ts';

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city.close());

const tokenOf = ({ headers }: { headers: Record<string, string> }) => sessionToken(headers.cookie) ?? '';
const later = (ms: number) => {
  city.clock.now = new Date(city.clock.now.getTime() + ms);
};

test('a session says who acts, in which post, and where it holds', async () => {
  const { system } = city;
  const identify = identifySessionBy(system.pool, system.clock);
  const who = await signIn(system, { role: 'reviewer' });
  const user = await identify(tokenOf(who));
  assert.deepEqual(
    [user?.accountId, user?.role, user?.region, user?.lacks],
    [who.accountId, 'reviewer', '990100', undefined],
  );
  assert.equal(await identify('A'.repeat(43)), undefined);
});

test('a session is over when it was idle too long, and after its longest time however busy', async () => {
  const { system } = city;
  const identify = identifySessionBy(system.pool, system.clock);
  const idle = tokenOf(await signIn(system, { role: 'clerk' }));
  later(IDLE_MS - 1);
  assert.ok(await identify(idle));
  later(IDLE_MS);
  assert.equal(await identify(idle), undefined);

  const busy = tokenOf(await signIn(system, { role: 'clerk' }));
  for (let spent = 0; spent < SESSION_MS - IDLE_MS; spent += IDLE_MS / 2) {
    later(IDLE_MS / 2);
    assert.ok(await identify(busy), `after ${spent} ms`);
  }
  later(IDLE_MS / 2);
  later(IDLE_MS / 2);
  assert.equal(await identify(busy), undefined);
});

test('an ended session, account or post opens nothing a few seconds later on a server that has just used it', async () => {
  const { system } = city;
  const identify = identifySessionBy(system.pool, system.clock);
  for (const table of ['session', 'account', 'post']) {
    const who = await signIn(system, { role: 'clerk' });
    assert.equal((await identify(tokenOf(who)))?.role, 'clerk');
    await system.pool.query(`update ${table} set ended_at = $2, ended_by = 'test' where account_id = $1`, [
      who.accountId,
      system.clock(),
    ]);
    later(SESSION_REMEMBERED_MS);
    const left = await identify(tokenOf(who));
    if (table === 'post') assert.equal(left?.lacks, 'post');
    else assert.equal(left, undefined, table);
  }
});

test('who must show a second factor and has not, or must change the password first, is said to lack it', async () => {
  const { system } = city;
  const identify = identifySessionBy(system.pool, system.clock);
  const decider = await signIn(system, { role: 'decider' });
  await system.pool.query('update session set second_factor_at = null where session_id = $1', [decider.sessionId]);
  assert.equal((await identify(tokenOf(decider)))?.lacks, 'second-factor');
  const clerk = await signIn(system, { role: 'clerk' });
  await system.pool.query('update session set password_due = true where session_id = $1', [clerk.sessionId]);
  assert.equal((await identify(tokenOf(clerk)))?.lacks, 'password');
});

test('a post counts on its days alone', async () => {
  const { system } = city;
  const who = await signIn(system, { role: 'organisation' });
  const { rows } = await system.pool.query<{ began_at: Date }>('select began_at from session where session_id = $1', [
    who.sessionId,
  ]);
  const began = rows[0]?.began_at.getTime() ?? 0;
  const lacking = async (ms: number) =>
    (await identifySessionBy(system.pool, () => new Date(began + ms))(tokenOf(who)))?.lacks ?? 'nothing';
  assert.equal(await lacking(0), 'nothing');
  assert.equal(await lacking(-7 * 366 * 24 * 3_600_000), 'post', 'before its first day');
});

test('one account holds one administrator at most, and nobody confirms what was proposed by the same hand', async () => {
  const { system } = city;
  const { accountId } = await signIn(system, { role: 'system-admin' });
  const insert = (role: string, by: string, confirmed: string | null) =>
    system.pool.query(
      `insert into post (post_id, account_id, role, agency, region, from_day, proof, proposed_by, proposed_at, confirmed_by, confirmed_at)
       select 'p' || substr(md5($2 || $3), 1, 16), $1, $2, agency, region, from_day, '文件', $3, proposed_at, $4,
              case when $4::text is null then null else proposed_at end
         from post where account_id = $1 limit 1`,
      [accountId, role, by, confirmed],
    );
  await assert.rejects(insert('security-admin', '甲', null), /post_one_administrator/);
  await assert.rejects(insert('clerk', '甲', '甲'), /check/);
  await insert('clerk', '甲', '乙');
});

test('the cookie is taken over TLS alone, by this host alone, and no script reads it', () => {
  const cookie = sessionCookie('A'.repeat(43));
  assert.ok(cookie.startsWith(`${SESSION_COOKIE}=`));
  for (const word of ['HttpOnly', 'Secure', 'Path=/', 'SameSite=Lax']) assert.ok(cookie.includes(word), word);
  assert.ok(!cookie.includes('Domain'));
  assert.ok(sessionCookie().includes('Max-Age=0'));
});
