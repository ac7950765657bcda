import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appRoutes, buildServer } from '../../server/src/app.ts';
import { createApiKey } from '../../server/src/domain/access/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { SCOPES } from '../../server/src/platform/http/caller.ts';
import { httpMetrics } from '../../server/src/platform/http/metrics.ts';
import { openCity } from '../journeys/city.ts';
import { signIn } from '../sign-in.ts';
import { catalogueWrites } from './catalogue.ts';
import { checkWrites } from './checks.ts';
import type { Scene, WriteExample } from './example.ts';
import { intakeWrites } from './intake.ts';
import { recordWrites } from './records.ts';

/** One for every route that writes; a new route is not finished without its own. */
const EXAMPLES: readonly WriteExample[] = [...intakeWrites, ...checkWrites, ...recordWrites, ...catalogueWrites];

const writing = appRoutes(httpMetrics()).filter(({ method }) => method !== 'GET');
let scene: Scene;
before(async () => {
  const city = await openCity();
  const { system } = city;
  scene = {
    city,
    server: buildServer(system),
    as: async (role, agency, accountId) =>
      (
        await signIn(system, {
          role,
          ...(agency === undefined ? {} : { agency }),
          ...(accountId === undefined ? {} : { accountId }),
        })
      ).headers,
    key: async (agency) => {
      const made = await write(system.pool, system.clock, (trx, now) =>
        createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency, scopes: [...SCOPES] }),
      );
      assert.ok(!isRefusal(made));
      return { authorization: `Bearer ${made.key}` };
    },
  };
});
after(async () => {
  await scene.server.close();
  await scene.city.close();
});

test('every route that writes has an example here, and no example is of another', () => {
  const routes = writing.map(({ method, url }) => `${method} ${url}`).sort();
  assert.deepEqual([...new Set(EXAMPLES.map(({ route }) => route))].sort(), routes);
});

for (const { route, request } of EXAMPLES) {
  test(`${route} succeeds and leaves its entry in the journal`, async () => {
    const [method, url] = route.split(' ');
    const declared = writing.find((one) => one.method === method && one.url === url);
    const options = { url: url ?? '', ...(await request(scene)), method: method as 'POST' };
    const last = await lastEntry();
    const answer = await scene.server.inject(options);
    assert.ok(answer.statusCode < 400, `${answer.statusCode} ${answer.payload}`);
    const { rows } = await scene.city.system.pool.query<{ event: string; actor: string }>(
      'select event, actor from journal_entry where entry_id > $1',
      [last],
    );
    const events = new Set(rows.map(({ event }) => event));
    assert.ok(events.size > 0, 'no entry');
    for (const event of events) assert.ok(declared?.journals?.includes(event), `${event} is not declared`);
  });
}

async function lastEntry(): Promise<string> {
  const { rows } = await scene.city.system.pool.query<{ last: string }>(
    'select coalesce(max(entry_id), 0)::text as last from journal_entry',
  );
  return rows[0]?.last ?? '0';
}
