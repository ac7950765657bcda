import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { tellChanged } from '../../server/src/domain/corrections/recalls/tell-changed.ts';
import {
  findReceipt,
  type Receipt,
  receiveFile,
  releaseBatch,
  runBatch,
} from '../../server/src/domain/intake/index.ts';
import {
  correctRecord,
  lookAtArchive,
  type NewVersion,
  releaseRecords,
  withdrawRecord,
} from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { type Transaction, write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, OFFICERS, ORGANISATIONS } from '../cast.ts';
import { meanwhile, untilSomebodyWaits } from '../meanwhile.ts';
import { type City, openCity, rowCodes, send } from './city.ts';
import { csvOf, licence } from './tables.ts';

const { housing } = AGENCIES;
const { code, name } = ORGANISATIONS.logistics;
const MINUTE_MS = 60_000;
const paper = { reason: '许可被撤销', document: '青建撤〔2026〕1号' };

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

let files = 0;
function sendLicence(no: string, content = '准予施工', more: { history?: boolean } = {}): Promise<Receipt> {
  files += 1;
  const rows = [licence(code, name, no, { 许可内容: content })];
  const file = { name: `${files}.csv`, content: csvOf(rows) };
  return send(city, { category: 'licence', agency: housing.code, ...file, ...more });
}

const actNow = (now = city.system.clock()) => ({
  actor: OFFICERS.supervisor.actor,
  agency: housing.code,
  purpose: 'test',
  now,
});
const numbered = (no: string) => ({ documentNo: `青建许〔2026〕${no}号`, subject: code });
const withdraw = (no: string) => async (trx: Transaction) => {
  const done = await withdrawRecord(trx, actNow(), { category: 'licence', record: numbered(no), ...paper });
  assert(!isRefusal(done), JSON.stringify(done));
};
const catalogueNow = () => catalogueInForce(city.system.pool, today(city.system.clock()));

type Held = Omit<NewVersion, 'version' | 'current'> & { version: number; windows: number };
async function held(no: string): Promise<Held> {
  const { rows } = await city.system.pool.query<Held>(
    `select subject_id as "subjectId", record_id as "recordId", version, category, catalogue_version as "catalogueVersion",
            agency, authority, authority_name as "authorityName", document_no as "documentNo", decided_on as "decidedOn",
            valid_from as "validFrom", valid_until as "validUntil", list, list_decided_by as "listDecidedBy", fields, late,
            batch_id as "batchId", file, sheet, row,
            (select count(*)::int from record_window w where w.record_id = r.record_id and w.superseded_at is null) as windows
       from record r where document_no = $1 and superseded_at is null`,
    [numbered(no).documentNo],
  );
  const [record] = rows;
  assert(record !== undefined && rows.length === 1, 'a record has one current version');
  return record;
}

test('a new version that comes while its record is being withdrawn does not bring it back', async () => {
  await sendLicence('1');
  const receipt = await meanwhile(city.system.pool, withdraw('1'), () => sendLicence('1', '准予扩建'));
  assert.deepEqual(rowCodes(receipt.errors), [[2, 'after-withdrawal']]);
  assert.equal((await held('1')).windows, 0);
});

test('a new version that comes while its record is being released is released with it', async () => {
  const { batchId } = await sendLicence('2', '准予施工', { history: true });
  const catalogue = await catalogueNow();
  const release = (trx: Transaction) => releaseRecords(trx, actNow(), catalogue, { batchId });
  const receipt = await meanwhile(city.system.pool, release, () => sendLicence('2', '准予扩建'));
  assert.equal(receipt.updated, 1);
  const { version, windows } = await held('2');
  const { rows } = await city.system.pool.query(
    'select version from record_window where superseded_at is null and record_id = $1',
    [(await held('2')).recordId],
  );
  assert.deepEqual([version, windows, rows], [2, 1, [{ version: 2 }]]);
});

test('a new version that waited for its turn while its record was corrected follows the corrected one', async () => {
  await sendLicence('3');
  const { pool } = city.system;
  const begun = city.system.clock();
  let corrected = 0;
  const correctLater = async () => {
    const catalogue = await catalogueNow();
    const { windows: _, version: __, ...next } = await held('3');
    const later = new Date(begun.getTime() + MINUTE_MS);
    const done = await write(
      pool,
      () => later,
      (trx) =>
        correctRecord(trx, actNow(later), catalogue, {
          next: { ...next, fields: { ...next.fields, 许可: '' } },
          ...paper,
        }),
    );
    assert(!isRefusal(done), JSON.stringify(done));
    corrected = done.version;
  };
  const writing = (trx: Transaction) =>
    trx.query(`select pg_advisory_xact_lock(hashtextextended('intake apply licence', 0))`);
  const receipt = await meanwhile(pool, writing, () => sendLicence('3', '准予扩建'), correctLater);
  assert.equal(receipt.updated, 1);
  const { version, windows } = await held('3');
  assert.deepEqual([corrected, version, windows], [2, 3, 1]);
});

test('who releases many records and who writes other versions of them wait for each other, never in a circle', async (t) => {
  const numbers = ['11', '12', '13', '14', '15'];
  const content = (text: string, of: readonly string[]) =>
    csvOf(of.map((no) => licence(code, name, no, { 许可内容: text })));
  const history = { name: 'history.csv', content: content('准予施工', numbers), history: true };
  const { batchId } = await send(city, { category: 'licence', agency: housing.code, ...history });
  // as many connections as the program has: chunks are written side by side where nobody waits for one
  const pool = openPool(city.system.database.url, { log: () => {} });
  t.after(() => pool.end());
  const system = { ...city.system, pool };
  const { rows } = await pool.query<{ record_id: string; document_no: string }>(
    'select record_id, document_no from record where batch_id = $1 order by record_id',
    [batchId],
  );
  const [first, middle, last] = [rows[0], rows[2], rows[4]];
  assert(first !== undefined && middle !== undefined && last !== undefined);
  const numberOf = ({ document_no }: { document_no: string }) => /\d+(?=号)/.exec(document_no)?.[0] ?? '';
  const path = join(city.folder, 'changed.csv');
  writeFileSync(path, content('准予扩建', [numberOf(first), numberOf(last)]));
  const who = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'import' };
  const submission = { category: 'licence', agency: housing.code, path, file: 'changed.csv', history: false };
  const received = await receiveFile(system, who, { ...submission, origin: 'cli' });
  assert('batchId' in received, JSON.stringify(received));
  const catalogue = await catalogueNow();
  let running: Promise<void> | undefined;
  const released = await meanwhile(
    pool,
    (trx) => trx.query('select from record where record_id = $1 for update', [middle.record_id]),
    () =>
      write(pool, city.system.clock, (trx, now) =>
        releaseBatch(trx, { actor: OFFICERS.supervisor.actor, purpose: 'release', now }, catalogue, { batchId }),
      ),
    async () => {
      // a chunk a row: the first waits for who releases, the second is written beside it
      running = runBatch(system, received.batchId, undefined, 1);
      running.catch(() => {});
      await untilSomebodyWaits(pool, 2);
    },
  );
  assert(!isRefusal(released), JSON.stringify(released));
  assert.equal(released.released, numbers.length);
  await running;
  const receipt = await findReceipt(pool, received.batchId);
  assert.deepEqual([receipt?.status, receipt?.updated], ['finished', 2]);
});

test('who was given a record while its next version waited to be written is told of it', async () => {
  const before = await sendLicence('21');
  assert.equal(before.accepted, 1);
  const { pool, clock } = city.system;
  const looking = async () => {
    city.clock.now = new Date(clock().getTime() + MINUTE_MS);
    const act = { ...actNow(), agency: AGENCIES.market.code, purpose: 'archive-keeping' };
    const seen = await lookAtArchive(pool, await catalogueNow(), act, { subjectId: code });
    assert(!isRefusal(seen), JSON.stringify(seen));
    assert(seen.records.some(({ documentNo, version }) => documentNo === numbered('21').documentNo && version === 1));
    city.clock.now = new Date(clock().getTime() + MINUTE_MS);
  };
  const writing = (trx: Transaction) =>
    trx.query(`select pg_advisory_xact_lock(hashtextextended('intake apply licence', 0))`);
  const receipt = await meanwhile(pool, writing, () => sendLicence('21', '准予扩建'), looking);
  assert.equal(receipt.updated, 1);
  assert.equal(await tellChanged(city.system, catalogueInForce, receipt.batchId), 1);
});
