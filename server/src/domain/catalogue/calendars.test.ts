import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayAfter } from '../../kernel/dates.ts';
import { stateCouncilCalendar } from '../../kernel/working-days.ts';
import { compileCatalogue } from './compile.ts';
import { bundledCatalogue, bundledEntries, changed } from './testing/bundled.ts';

const FIRST_YEAR = 2007;
const LAST_YEAR = 2026;
const compiled = (entries: Awaited<ReturnType<typeof bundledEntries>>) =>
  compileCatalogue(entries, { version: 2, inForceFrom: '2026-12-01' }).workingDays;

describe('the calendars of the catalogue', () => {
  it('hold every year from 2007 to 2026, each with the number of its notice', async () => {
    const catalogue = await bundledCatalogue();
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
      assert.match(catalogue.calendar(year)?.source ?? '', new RegExp(`^国办发明电〔${year - 1}〕\\d+号`), `${year}`);
    assert.equal(catalogue.calendar(FIRST_YEAR - 1), undefined);
  });

  it('say of no day otherwise than the data the kernel reads without them', async () => {
    const [ours, packages] = [(await bundledCatalogue()).workingDays, stateCouncilCalendar()];
    for (let day = `${FIRST_YEAR - 1}-12-01`; day < `${LAST_YEAR + 2}-01-01`; day = dayAfter(day))
      assert.deepEqual(ours.dayKind(day), packages.dayKind(day), day);
  });

  it('are the law: what is struck from one is no holiday, whatever the kernel’s data say', async () => {
    const amended = changed(await bundledEntries(), 'calendars', '2020', (body) => {
      body.holidays = body.holidays.filter((day: string) => day !== '2020-01-31' && day !== '2020-02-01');
      body.workdays = ['2020-02-01', ...body.workdays];
    });
    const beforeTheExtension = compiled(amended);
    assert.equal(beforeTheExtension.dayKind('2020-01-31').working, true, 'a Friday');
    assert.equal(beforeTheExtension.dayKind('2020-02-01').working, true, 'a Saturday');
    assert.equal(beforeTheExtension.dayKind('2020-01-30').working, false);
  });

  it('settle a year, and the last three days of the year before, once it is added', async () => {
    const entries = await bundledEntries();
    const body = { year: 2027, source: '测试用', holidays: ['2027-01-01'], workdays: ['2027-01-03'], verified: false };
    const [without, withIt] = [
      compiled(entries),
      compiled([...entries, { kind: 'calendars', code: '2027', body, file: 'calendars/2027.yaml' }]),
    ];
    const provisional = (calendar: typeof without) =>
      ['2026-12-28', '2026-12-29', '2026-12-31', '2027-01-03', '2027-12-28', '2027-12-29'].filter(
        (day) => calendar.dayKind(day).provisional,
      );
    assert.deepEqual(provisional(without), ['2026-12-29', '2026-12-31', '2027-01-03', '2027-12-28', '2027-12-29']);
    assert.deepEqual(provisional(withIt), ['2027-12-29']);
    assert.equal(without.dayKind('2027-01-03').working, false, 'a Sunday');
    assert.equal(withIt.dayKind('2027-01-03').working, true, 'as the invented notice has it');
    assert.equal(withIt.dayKind('2027-01-01').working, false);
  });
});
