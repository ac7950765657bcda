import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { appRoutes } from '../../server/src/app.ts';
import { httpMetrics } from '../../server/src/platform/http/metrics.ts';
import { CITY_NOON } from '../journeys/city.ts';
import { accountPageWrites } from './account-pages.ts';
import { accountWrites } from './accounts.ts';
import { caseworkWrites } from './casework.ts';
import { catalogueWrites } from './catalogue.ts';
import { checkWrites } from './checks.ts';
import { correctionWrites } from './corrections.ts';
import type { WriteExample } from './example.ts';
import { governanceWrites } from './governance.ts';
import { honourWrites } from './honours.ts';
import { intakeWrites } from './intake.ts';
import { journalWrites } from './journal.ts';
import { messageWrites } from './messages.ts';
import { misconductReportWrites } from './misconduct-reports.ts';
import { objectionWrites } from './objections.ts';
import { personWrites } from './persons.ts';
import { postWrites } from './posts.ts';
import { recordWrites } from './records.ts';
import { rectificationWrites } from './rectification.ts';
import { repairWrites } from './repair.ts';
import { responseWrites } from './responses.ts';
import { openScene } from './scene.ts';
import { sessionWrites } from './sessions.ts';

/** One for every route that writes; a new route is not finished without its own. */
const EXAMPLES: readonly WriteExample[] = [
  ...intakeWrites,
  ...checkWrites,
  ...governanceWrites,
  ...recordWrites,
  ...catalogueWrites,
  ...sessionWrites,
  ...accountWrites,
  ...postWrites,
  ...accountPageWrites,
  ...personWrites,
  ...journalWrites,
  ...caseworkWrites,
  ...honourWrites,
  ...objectionWrites,
  ...rectificationWrites,
  ...repairWrites,
  ...responseWrites,
  ...messageWrites,
  ...misconductReportWrites,
  ...correctionWrites,
];

const writing = appRoutes(httpMetrics()).filter(({ method }) => method !== 'GET');
let scene: Awaited<ReturnType<typeof openScene>>;
before(async () => {
  scene = await openScene();
});
after(() => scene?.close());
// an example may let days pass; the next one begins on the day of all
afterEach(() => {
  scene.city.clock.now = CITY_NOON;
});

test('every route that writes has an example here, and no example is of another', () => {
  const routes = writing.map(({ method, url }) => `${method} ${url}`).sort();
  assert.deepEqual([...new Set(EXAMPLES.map(({ route }) => route))].sort(), routes);
});

for (const { route, request, leavesNone } of EXAMPLES) {
  const leaves = leavesNone === undefined ? 'its entry in the journal' : `none in the journal: ${leavesNone}`;
  test(`${route} succeeds and leaves ${leaves}`, async () => {
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
    assert.equal(events.size > 0, leavesNone === undefined, `entries: ${[...events]}`);
    for (const event of events) assert.ok(declared?.journals?.includes(event), `${event} is not declared`);
  });
}

async function lastEntry(): Promise<string> {
  const { rows } = await scene.city.system.pool.query<{ last: string }>(
    'select coalesce(max(entry_id), 0)::text as last from journal_entry',
  );
  return rows[0]?.last ?? '0';
}
