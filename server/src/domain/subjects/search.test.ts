import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { composeUscc } from '../../kernel/codes.ts';
import { isRefusal } from '../../platform/errors.ts';
import { holdAlias, holdSubject } from './find-fixture.ts';
import { type SearchAnswer, type SearchRequest, searchSubjects } from './search.ts';
import { CANDIDATES } from './search-sources.ts';

const code = (n: number) => composeUscc('91990100', `MA0${String(n).padStart(5, '0')}`);
const [HENGYUAN, HENGYUAN_BRANCH, OLD_HENGYUAN, LONGTENG, SHOP, RETIRED, UNNUMBERED] = [1, 2, 3, 4, 5, 6, 7].map(code);

describe('search of subjects', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
    const { pool } = database;
    const held = [
      { subjectId: HENGYUAN, name: '恒源科技' },
      { subjectId: HENGYUAN_BRANCH, name: '恒源科技有限公司青禾分公司', region: '990102' },
      { subjectId: OLD_HENGYUAN, name: '青禾市朝阳实业有限公司', formerNames: ['青禾市恒源科技厂', '恒源科技合作社'] },
      { subjectId: LONGTENG, name: '青禾市龙腾（集团）恒源科技有限公司' },
      { subjectId: SHOP, name: '青禾市小禾百货店', kind: 'individual-business', standing: 'provisional' as const },
      { subjectId: RETIRED, name: '恒源科技旧厂', standing: 'retired' as const },
      { subjectId: `L-${UNNUMBERED}`, name: '青禾市老街村集体经济组织', region: '990203' },
    ];
    for (const subject of held) await holdSubject(pool, subject as Parameters<typeof holdSubject>[1]);
    await holdAlias(pool, 'code', code(40), SHOP as string);
    await holdAlias(pool, 'registration-no', '990100600012345', SHOP as string);
  });
  after(() => database.close());

  const search = async (request: SearchRequest): Promise<SearchAnswer> => {
    const answer = await searchSubjects(database.pool, request);
    assert(!isRefusal(answer), 'an answer, no refusal');
    return answer;
  };
  const found = async (query: string, request: Partial<SearchRequest> = {}) =>
    (await search({ query, ...request })).subjects.map(({ subjectId }) => subjectId);

  it('ranks the exact name, the beginning, the inside and then former names', async () => {
    assert.deepEqual(await found('恒源科技'), [HENGYUAN, HENGYUAN_BRANCH, LONGTENG, OLD_HENGYUAN]);
  });

  it('says by which former name a subject was found, once, also where two of them match', async () => {
    const { subjects } = await search({ query: '恒源科技' });
    assert.deepEqual(
      subjects.map(({ formerName }) => formerName),
      [undefined, undefined, undefined, '恒源科技合作社'],
    );
    assert.equal(subjects.at(-1)?.name, '青禾市朝阳实业有限公司');
  });

  it('finds two characters, and one at the beginning of a name or former name', async () => {
    assert.deepEqual(await found('小禾'), [SHOP]);
    assert.deepEqual(await found('恒'), [HENGYUAN, HENGYUAN_BRANCH, OLD_HENGYUAN]);
  });

  it('finds nothing where the pairs of characters occur but not in that order', async () => {
    assert.deepEqual(await found('科技恒源'), []);
  });

  it('takes traditional characters, full-width letters, brackets of any form and spaces for the same', async () => {
    for (const query of ['龍騰（集團）', '龙腾(集团)', ' 龙 腾〔集团〕', '龍騰【集团】'])
      assert.deepEqual(await found(query), [LONGTENG]);
  });

  it('finds a code whole, its beginning from six characters, and in full-width or small letters', async () => {
    assert.deepEqual(await found(String(HENGYUAN)), [HENGYUAN]);
    assert.deepEqual(await found(String(HENGYUAN).toLowerCase()), [HENGYUAN]);
    const fullWidth = [...String(HENGYUAN)].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('');
    assert.deepEqual(await found(fullWidth), [HENGYUAN]);
    assert.deepEqual(await found('91990100MA00000'), [HENGYUAN, HENGYUAN_BRANCH, OLD_HENGYUAN, LONGTENG, SHOP].sort());
    assert.deepEqual(await found('91990'), []);
  });

  it('finds a later code and an old number of the subject', async () => {
    assert.deepEqual(await found(code(40)), [SHOP]);
    assert.deepEqual(await found('990100600012345'), [SHOP]);
    assert.deepEqual(await found('9901006000'), [SHOP]);
  });

  it('finds the initials of the pinyin in either case, after everything that holds the letters', async () => {
    assert.deepEqual(await found('HYKJ'), [HENGYUAN, HENGYUAN_BRANCH]);
    assert.deepEqual(await found('qhsxh'), [SHOP]);
  });

  it('never finds a retired subject, and no person is a subject to be found', async () => {
    const person = { subjectId: 'P-0f3a', name: '恒源科技某' };
    await assert.rejects(holdSubject(database.pool, person), /subject_is_organisation/);
    await assert.rejects(
      holdSubject(database.pool, { ...person, subjectId: 'L-0f3a', kind: 'person' }),
      /subject_kind_of_organisation/,
    );
    for (const query of ['恒源科技某', 'P-0f3a', '旧厂', String(RETIRED), 'hykjm'])
      assert.deepEqual(await found(query), []);
  });

  it('narrows by kind and by region, a city with its counties', async () => {
    assert.deepEqual(await found('青禾', { kind: 'individual-business' }), [SHOP]);
    assert.deepEqual(await found('恒源', { region: '990102' }), [HENGYUAN_BRANCH]);
    assert.deepEqual(await found('老街', { region: '990100' }), []);
    assert.deepEqual(await found('老街', { region: '990000' }), [`L-${UNNUMBERED}`]);
  });

  it('refuses an empty query and a cursor it did not write', async () => {
    for (const request of [{ query: ' 　' }, { query: '恒源', after: 'x' }, { query: '恒源', after: 'WzksIiIsIiJd' }]) {
      assert(isRefusal(await searchSubjects(database.pool, request)));
    }
  });

  it('visits every subject exactly once by cursor, in one order, whatever the size of the page', async () => {
    for (let n = 100; n < 130; n++) {
      const formerNames = n % 3 === 0 ? [`长河建材${n % 7}厂`, `长河建材${n}`] : [];
      const name = n % 3 === 0 ? `青禾第${n % 5}建材` : `${n % 2 === 0 ? '长河' : '青禾长河'}建材${n % 4}`;
      await holdSubject(database.pool, { subjectId: code(n), name, formerNames });
    }
    const whole = await found('长河建材', { limit: 100 });
    assert.equal(new Set(whole).size, 30);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), async (limit) => {
        const visited: string[] = [];
        for (let next: string | undefined; ; ) {
          const page = await search({ query: '长河建材', limit, ...(next === undefined ? {} : { after: next }) });
          visited.push(...page.subjects.map(({ subjectId }) => subjectId));
          assert.equal(page.total, 30);
          next = page.next;
          if (next === undefined) break;
        }
        assert.deepEqual(visited, whole);
      }),
      { numRuns: 12 },
    );
  });

  describe('of a word in more names than are ranked', () => {
    const exact = [code(200), code(201)];
    before(async () => {
      await database.pool.query(
        `with invented as (select 'L-w' || n as id, '万顺商行' || n as name from generate_series(1, 260) n),
              held as (insert into subject (subject_id, standing, kind, name, name_key, region, recorded_at, changed_at)
                       select id, 'registered', 'enterprise', name, name, '990101', '2026-01-05', '2026-01-05'
                         from invented)
         insert into subject_name (subject_id, name_key, name, standing, bigrams, initials, recorded_at)
         select id, name, name, 'current', array['万顺', '顺商', '商行'], 'wssh', '2026-01-05' from invented`,
      );
      // After all others in every order: only a look-up of its own brings them into the cut.
      await holdSubject(database.pool, { subjectId: exact[0] as string, name: '顺商', region: '990102' });
      await holdSubject(database.pool, { subjectId: exact[1] as string, name: '龟山', formerNames: ['顺商'] });
    });

    it('lists no more than the cut, says so, and pages through each subject of it once', async () => {
      const visited: string[] = [];
      for (let next: string | undefined; ; ) {
        const page = await search({ query: '顺商', limit: 70, ...(next === undefined ? {} : { after: next }) });
        assert.deepEqual([page.total, page.cut], [CANDIDATES, true]);
        visited.push(...page.subjects.map(({ subjectId }) => subjectId));
        next = page.next;
        if (next === undefined) break;
      }
      assert.deepEqual([visited.length, new Set(visited).size], [CANDIDATES, CANDIDATES]);
    });

    it('never loses the exact name to the cut, nor an exact former name', async () => {
      const { subjects } = await search({ query: '顺商', limit: 100 });
      assert.equal(subjects[0]?.subjectId, exact[0]);
      const { next } = await search({ query: '顺商', limit: 100 });
      const rest = await search({ query: '顺商', limit: 100, after: next as string });
      assert.equal(rest.subjects.at(-1)?.subjectId, exact[1]);
    });

    it('filters before it cuts', async () => {
      const { subjects, total, cut } = await search({ query: '顺商', region: '990102' });
      assert.deepEqual([subjects.map(({ subjectId }) => subjectId), total, cut], [[exact[0]], 1, false]);
    });

    it('does not call a list cut that is exactly as long as the cut', async () => {
      const { rows } = await database.pool.query<{ id: string }>(
        `select subject_id as id from subject where region = '990101' order by subject_id limit ${CANDIDATES}`,
      );
      await database.pool.query(`update subject set region = '990103' where subject_id = any($1)`, [
        rows.map(({ id }) => id),
      ]);
      const { total, cut } = await search({ query: '万顺', region: '990103' });
      assert.deepEqual([total, cut], [CANDIDATES, false]);
    });
  });
});
