import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { archiveOf, type RecordsPage, type RecordsRequest, recordsOf } from './archive.ts';
import {
  archiveCatalogue,
  holdAgency,
  holdVersion,
  holdWindow,
  type InventedVersion,
  idOf,
  MARKET_OFFICE,
} from './archive-fixture.ts';
import { lookAtArchive, lookAtRecords } from './look-at-archive.ts';
import { withdrawRecord } from './withdraw.ts';

const SUBJECT = '91990100MA0000001X';
const catalogue = archiveCatalogue();
const at = (text: string) => new Date(`${text}+08:00`);
const NOW = at('2026-06-01T10:00:00');
const read = { purpose: 'subject', actor: '李想', agency: '11990100MB00000015', now: NOW };

describe('the archive of a subject', () => {
  let database: TestDatabase;
  const hold = (
    version: Omit<InventedVersion, 'subjectId'>,
    when = '2026-03-05T09:00:00',
    cause?: 'released' | 'new-version',
  ) =>
    write(
      database.pool,
      () => at(when),
      (trx, now) => holdVersion(trx, now, { subjectId: SUBJECT, ...version }, cause),
    );
  const ask = async (request: Partial<RecordsRequest> = {}): Promise<RecordsPage> => {
    const answer = await recordsOf(database.pool, catalogue, {
      subjectId: SUBJECT,
      openness: 'public',
      now: NOW,
      ...request,
    });
    assert(!isRefusal(answer), 'an answer, no refusal');
    return answer;
  };
  const numbers = async (request: Partial<RecordsRequest> = {}) =>
    (await ask(request)).records.map(({ documentNo, version }) => `${documentNo} v${version}`);

  before(async () => {
    database = await testDatabase();
    await holdAgency(database.pool, read.agency);
    await holdSubject(database.pool, {
      subjectId: SUBJECT,
      name: '青禾市恒源科技有限公司',
      formerNames: ['恒源科技厂'],
    });
    await holdSubject(database.pool, { subjectId: '91990100MA00000028', name: '旧主体', standing: 'retired' });
    const secret = {
      facts: '工人王强举报',
      handler: '王五',
      source: '群众来信',
      dossier: '密',
      partyNumber: '990100199001011234',
    };
    await hold({ documentNo: '罚1', content: '证件 11010519491231002X 者', fields: secret }, undefined, 'released');
    await hold({ documentNo: '罚2', decidedOn: '2026-04-01', shownUntil: '2026-06-01' }, undefined, 'released');
    await hold({ documentNo: '罚3', decidedOn: '2026-02-01', shownUntil: '2026-05-31' }, undefined, 'released');
    await hold({ documentNo: '罚4', decidedOn: '2026-02-01' });
    await hold({ documentNo: '谈1', category: 'interview' }, undefined, 'released');
    await hold({ documentNo: '密1', category: 'sealed' }, undefined, 'released');
    await hold(
      { documentNo: '罚2', version: 2, decidedOn: '2026-04-01', content: '罚款' },
      '2026-04-20T09:00:00',
      'new-version',
    );
  });
  after(() => database.close());

  it('shows anybody what is public today: not the withheld, the ended, or what is for the government', async () => {
    assert.deepEqual(await numbers(), ['罚2 v2', '罚1 v1']);
    assert.deepEqual(await numbers({ openness: 'government' }), ['谈1 v1', '罚2 v2', '罚1 v1', '罚3 v1']);
    assert.deepEqual(await numbers({ category: 'interview' }), []);
  });

  it('counts the last day of a window as public, and the next no more', async () => {
    assert.deepEqual(await numbers({ now: at('2026-05-31T23:59:59') }), ['罚2 v2', '罚1 v1', '罚3 v1']);
    assert.deepEqual(await numbers({ now: at('2026-06-01T00:00:00') }), ['罚2 v2', '罚1 v1']);
  });

  it('narrows by a day, and never shows by a day what is not shown today', async () => {
    assert.deepEqual(await numbers({ asOf: '2026-03-20' }), ['罚1 v1']);
    assert.deepEqual(await numbers({ asOf: '2026-02-10' }), []);
  });

  it('answers with the version known at a moment', async () => {
    assert.deepEqual(await numbers({ knownAt: at('2026-04-19T00:00:00') }), ['罚2 v1', '罚1 v1']);
    assert.deepEqual(await numbers({ knownAt: at('2026-04-20T09:00:00') }), ['罚2 v2', '罚1 v1']);
    assert.deepEqual(await numbers({ knownAt: at('2026-03-01T00:00:00') }), []);
  });

  it('does not show the public a moment at which the record was not yet public', async () => {
    const reclassified = {
      subjectId: SUBJECT,
      documentNo: '罚9',
      category: 'penalty',
      version: 1,
      decidedOn: '2026-03-02',
    };
    await hold({ documentNo: '罚9' });
    await database.pool.query(
      `insert into record_window (subject_id, record_id, window_no, version, usable_from, cause, catalogue_version, recorded_at)
       values ($1, $2, 1, 1, '2026-03-02', 'released', 3, $3)`,
      [SUBJECT, idOf(reclassified), at('2026-03-06T09:00:00')],
    );
    await write(
      database.pool,
      () => at('2026-04-25T09:00:00'),
      (trx, now) => holdWindow(trx, now, reclassified, 'reclassification'),
    );
    const before = { knownAt: at('2026-04-01T09:00:00') };
    const shown = async (request: Partial<RecordsRequest>) => (await numbers(request)).includes('罚9 v1');
    assert.equal(await shown({}), true);
    assert.equal(await shown(before), false);
    assert.equal(await shown({ ...before, openness: 'government' }), true);
    const withdrawn = await write(
      database.pool,
      () => at('2026-04-26T09:00:00'),
      (trx, now) =>
        withdrawRecord(
          trx,
          { actor: '李想', agency: MARKET_OFFICE, purpose: 'test', now },
          { category: 'penalty', record: { recordId: idOf(reclassified) }, reason: '撤销', document: '青复9号' },
        ),
    );
    assert(!isRefusal(withdrawn));
    assert.equal(await shown({ ...before, openness: 'government' }), false);
  });

  it('refuses a moment that is not over, or in which something is still being written', async () => {
    const asked = (knownAt: Date) =>
      recordsOf(database.pool, catalogue, { subjectId: SUBJECT, openness: 'public', now: NOW, knownAt });
    assert.equal(((await asked(NOW)) as { refused?: string }).refused, 'not-yet-known');
    await write(
      database.pool,
      () => at('2026-05-20T08:00:00.500'),
      async () => {
        assert.equal(((await asked(at('2026-05-20T08:00:00.001'))) as { refused?: string }).refused, 'not-yet-known');
        assert(!isRefusal(await asked(at('2026-05-20T07:59:59.999'))));
      },
    );
    assert(!isRefusal(await asked(at('2026-05-20T09:00:00'))));
  });

  it('gives the public only public fields, no file name, and nobody an identity number or what needs authorisation', async () => {
    const { records } = await ask({ category: 'penalty' });
    const [record] = records.filter(({ documentNo }) => documentNo === '罚1');
    assert.deepEqual(Object.keys(record?.fields ?? {}).sort(), [
      'authorityCode',
      'content',
      'decidedOn',
      'documentNo',
      'facts',
      'shownUntil',
      'validUntil',
    ]);
    assert.equal(record?.fields.content, '证件 1101****002X 者');
    assert.equal(record?.fields.facts, '工人王某举报');
    assert.deepEqual(record?.lineage, { batchId: 'b-1', file: null, sheet: null, row: null });
    assert.equal(record?.subject, SUBJECT);

    const [ours] = (await ask({ openness: 'government', category: 'penalty' })).records.filter(
      ({ recordId }) => recordId === record?.recordId,
    );
    assert.deepEqual(
      [ours?.fields.facts, ours?.fields.handler, ours?.fields.source],
      ['工人王强举报', '王五', '群众来信'],
    );
    assert.deepEqual([ours?.fields.dossier, ours?.fields.partyNumber], [undefined, undefined]);
    assert.deepEqual(ours?.lineage, { batchId: 'b-1', file: '处罚3月.xlsx', sheet: 'Sheet1', row: 7 });
  });

  it('knows neither an unknown nor a retired subject, nor a category the catalogue lacks', async () => {
    for (const subjectId of ['91990100MA00000028', '91990100MA0000009X']) {
      const answer = await archiveOf(database.pool, catalogue, { subjectId, openness: 'public', now: NOW });
      assert(isRefusal(answer) && answer.refused === 'not-found');
    }
    const answer = await recordsOf(database.pool, catalogue, {
      subjectId: SUBJECT,
      openness: 'public',
      now: NOW,
      category: 'x',
    });
    assert(isRefusal(answer) && answer.refused === 'unknown-category');
  });

  it('journals who looked beyond the public, why, at what and under which file number', async () => {
    const archive = await lookAtArchive(
      database.pool,
      catalogue,
      { ...read, ref: '青招〔2026〕3号' },
      { subjectId: SUBJECT },
    );
    assert(!isRefusal(archive));
    assert.deepEqual(
      archive.counts.map(({ category, records }) => [category, records]),
      [
        ['interview', 1],
        ['penalty', 3],
      ],
    );
    assert.deepEqual(
      archive.names.map(({ name, standing }) => [name, standing]),
      [
        ['青禾市恒源科技有限公司', 'current'],
        ['恒源科技厂', 'former'],
      ],
    );
    await lookAtRecords(database.pool, catalogue, read, {
      subjectId: SUBJECT,
      category: 'interview',
      asOf: '2026-04-01',
    });
    const { rows } = await database.pool.query(
      `select actor, agency, purpose, event, subject_id, detail from journal_entry
        where event = 'subject.read' order by entry_id`,
    );
    const looked = {
      actor: '李想',
      agency: read.agency,
      purpose: 'subject',
      event: 'subject.read',
      subject_id: SUBJECT,
    };
    assert.deepEqual(rows, [
      { ...looked, detail: { ref: '青招〔2026〕3号', records: archive.records.map(({ recordId }) => recordId) } },
      {
        ...looked,
        detail: {
          category: 'interview',
          asOf: '2026-04-01',
          records: [idOf({ subjectId: SUBJECT, category: 'interview', documentNo: '谈1' })],
        },
      },
    ]);
  });

  it('pages through every record exactly once, dated or not', async () => {
    for (let n = 10; n < 22; n++) {
      const decidedOn = `2026-0${1 + (n % 4)}-15`;
      await hold(
        { documentNo: `翻${n}`, category: n % 3 === 0 ? 'interview' : 'penalty', decidedOn },
        undefined,
        'released',
      );
    }
    await database.pool.query(
      `insert into record select subject_id, 'undated' || n, 1, category, catalogue_version, agency, authority, authority_name,
              document_no, null, valid_from, valid_until, list, fields, late, recorded_at, null, batch_id, file, sheet, row
         from record, generate_series(1, 3) n where document_no = '翻10'`,
    );
    await database.pool.query(
      `insert into record_window (subject_id, record_id, window_no, version, public_from, usable_from, cause,
              catalogue_version, recorded_at)
       select subject_id, record_id, 1, 1, '2026-01-01', '2026-01-01', 'released', 3, recorded_at
         from record where record_id like 'undated%'`,
    );
    const whole = (await ask({ openness: 'government', limit: 200 })).records.map(({ recordId }) => recordId);
    assert.equal(new Set(whole).size, 19);
    for (const limit of [1, 2, 3, 5, 18, 19]) {
      const visited: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await ask({ openness: 'government', limit, after });
        visited.push(...page.records.map(({ recordId }) => recordId));
        after = page.next;
        if (after === undefined) break;
      }
      assert.deepEqual(visited, whole);
    }
  });
});
