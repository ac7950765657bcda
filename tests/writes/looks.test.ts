import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES } from '../cast.ts';
import { proposed } from './catalogue.ts';
import { invited } from './holder.ts';
import { asked } from './posts.ts';
import { openScene } from './scene.ts';

const { credit } = AGENCIES;
let scene: Awaited<ReturnType<typeof openScene>>;
before(async () => {
  scene = await openScene();
});
after(() => scene?.close());

/** Asks, and answers the entries that the asking left. */
async function eventsOf(url: string, headers: Record<string, string>): Promise<string[]> {
  const { pool } = scene.city.system;
  const last = await pool.query<{ last: string }>('select coalesce(max(entry_id), 0)::text as last from journal_entry');
  const answer = await scene.server.inject({ url, headers });
  assert.equal(answer.statusCode, 200, answer.payload);
  const { rows } = await pool.query<{ event: string }>('select event from journal_entry where entry_id > $1', [
    last.rows[0]?.last,
  ]);
  return rows.map(({ event }) => event);
}

test('whoever looks at accounts, posts, keys, proposals of the law, what agencies owe, messages or mail leaves an entry before anything is shown', async () => {
  const { accountId } = await invited(scene);
  const system = await scene.as('system-admin', credit.code);
  const security = await scene.as('security-admin', credit.code);
  const auditor = await scene.as('auditor', credit.code);
  const counter = await scene.as('counter', credit.code);
  const { proposalId } = await proposed(scene);
  const looks: [string, Record<string, string>, string][] = [
    ['/api/v1/accounts', system, 'account.read'],
    [`/api/v1/accounts/${accountId}`, system, 'account.read'],
    ['/api/v1/posts/waiting', security, 'account.read'],
    [`/api/v1/posts/${await asked(scene)}/binding`, counter, 'account.read'],
    ['/api/v1/api-keys', security, 'api-key.read'],
    ['/api/v1/catalogue/proposals', auditor, 'catalogue.proposal-read'],
    [`/api/v1/catalogue/proposals/${proposalId}`, auditor, 'catalogue.proposal-read'],
    ['/api/v1/governance/missed-checks', auditor, 'governance.missed-checks-read'],
    ['/api/v1/governance/number-gaps', auditor, 'governance.number-gaps-read'],
    ['/api/v1/governance/queries', auditor, 'governance.queries-read'],
    ['/api/v1/messages', counter, 'message.listed'],
    ['/api/v1/mail-trouble', system, 'mail-trouble.read'],
  ];
  for (const [url, headers, event] of looks) assert.deepEqual(await eventsOf(url, headers), [event], url);
});
