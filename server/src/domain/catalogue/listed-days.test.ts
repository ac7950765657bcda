import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundledCatalogue } from './testing/bundled.ts';

/**
 * Days written here by hand from the text of the notices, not from any list of days: the notice, the day, how it was
 * (`off`: given off; `worked`: a weekend day worked; `ordinary`: none of both), and what the notice says of it.
 */
const LISTED = `
国办发明电〔2006〕49号 2006-12-31 worked 星期日，上班
国办发明电〔2006〕49号 2007-01-03 off 元旦1月1日至3日
国办发明电〔2006〕49号 2007-02-17 worked 星期六，春节前上班
国办发明电〔2006〕49号 2007-05-07 off 五一7天的末日
国办发明电〔2006〕49号 2007-05-08 ordinary 长假后首日
国办发明电〔2007〕52号 2007-12-29 worked 星期六，上班
国办发明电〔2007〕52号 2007-12-31 off 元旦，星期一
国办发明电〔2007〕52号 2008-02-12 off 春节2月6日至12日
国办发明电〔2007〕52号 2008-04-04 off 清明，首次放假
国办发明电〔2007〕52号 2008-05-04 worked 星期日，上班
国办发明电〔2007〕52号 2008-05-05 ordinary 劳动节已不是七天
国办发明电〔2008〕42号 2009-05-29 off 端午5月28日至30日
国办发明电〔2008〕42号 2009-05-31 worked 星期日，上班
国办发明电〔2008〕42号 2009-10-08 off 国庆中秋8天的末日
国办发明电〔2009〕27号 2010-02-21 worked 星期日，春节后上班
国办发明电〔2009〕27号 2010-09-24 off 中秋9月22日至24日
国办发明电〔2009〕27号 2010-09-27 ordinary 星期一
国办发明电〔2010〕40号 2011-04-02 worked 星期六，清明前上班
国办发明电〔2010〕40号 2011-06-06 off 端午6月4日至6日
国办发明电〔2010〕40号 2011-10-09 worked 星期日，国庆后上班
国办发明电〔2011〕45号 2011-12-31 worked 星期六，上班
国办发明电〔2011〕45号 2012-01-03 off 元旦1月1日至3日
国办发明电〔2011〕45号 2012-04-01 worked 星期日，清明前上班
国办发明电〔2012〕33号 2013-01-05 worked 星期六，元旦后上班
国办发明电〔2012〕33号 2013-06-11 off 端午6月10日至12日
国办发明电〔2012〕33号 2013-06-13 ordinary 星期四
国办发明电〔2013〕28号 2014-01-30 ordinary 除夕，当年不放假
国办发明电〔2013〕28号 2014-02-06 off 春节1月31日至2月6日
国办发明电〔2013〕28号 2014-04-07 off 清明补休，星期一
国办发明电〔2014〕28号 2015-02-28 worked 星期六，春节后上班
国办发明电〔2014〕28号 2015-06-22 off 端午补休，星期一
国发明电〔2015〕1号 2015-09-03 off 抗战胜利70周年纪念日
国发明电〔2015〕1号 2015-09-04 off 调休，星期五
国发明电〔2015〕1号 2015-09-06 worked 星期日，上班
国办发明电〔2015〕18号 2016-02-14 worked 星期日，春节后上班
国办发明电〔2015〕18号 2016-06-12 worked 星期日，端午后上班
国办发明电〔2015〕18号 2016-09-16 off 中秋9月15日至17日
国办发明电〔2016〕17号 2017-01-02 off 元旦补休，星期一
国办发明电〔2016〕17号 2017-10-08 off 国庆中秋10月1日至8日，星期日
国办发明电〔2016〕17号 2017-10-09 ordinary 长假后首日
国办发明电〔2017〕12号 2018-04-08 worked 星期日，清明后上班
国办发明电〔2018〕15号 2018-12-29 worked 星期六，上班
国办发明电〔2018〕15号 2018-12-31 off 元旦，星期一
国办发明电〔2019〕3号 2019-05-03 off 劳动节改为5月1日至4日
国办发明电〔2019〕3号 2019-05-05 worked 星期日，上班
国办发明电〔2019〕16号 2020-01-19 worked 星期日，春节前上班
国办发明电〔2020〕1号 2020-01-31 off 延长的春节假期，星期五
国办发明电〔2020〕1号 2020-02-01 off 原定上班的星期六
国办发明电〔2020〕1号 2020-02-03 ordinary 起正常上班
国办发明电〔2020〕27号 2021-09-18 worked 星期六，中秋前上班
国办发明电〔2020〕27号 2021-10-07 off 国庆10月1日至7日
国办发明电〔2021〕11号 2022-01-31 off 除夕，星期一
国办发明电〔2021〕11号 2022-04-24 worked 星期日，劳动节前上班
国办发明电〔2022〕16号 2023-01-02 off 元旦2022年12月31日至2023年1月2日
国办发明电〔2022〕16号 2023-06-25 worked 星期日，端午后上班
国办发明电〔2023〕7号 2024-02-09 ordinary 除夕，只鼓励带薪休假
国办发明电〔2023〕7号 2024-02-18 worked 星期日，春节后上班
国办发明电〔2024〕12号 2025-02-04 off 春节1月28日至2月4日
国办发明电〔2024〕12号 2025-09-28 worked 星期日，国庆前上班
国办发明电〔2025〕7号 2026-02-23 off 春节2月15日至23日
国办发明电〔2025〕7号 2026-05-09 worked 星期六，劳动节后上班
国办发明电〔2025〕7号 2026-10-08 ordinary 长假后首日
`;

type Listed = { notice: string; day: string; how: string; says: string };
const listed: Listed[] = LISTED.trim()
  .split('\n')
  .map((line) => {
    const [notice = '', day = '', how = '', says = ''] = line.split(' ');
    return { notice, day, how, says };
  });

describe('days listed by hand from the notices', () => {
  it('are sixty or more, of every year and of every kind', () => {
    assert(listed.length >= 60, `${listed.length}`);
    assert.equal(new Set(listed.map(({ day }) => day.slice(0, 4))).size, 21, '2006 to 2026');
    assert.deepEqual([...new Set(listed.map(({ how }) => how))].sort(), ['off', 'ordinary', 'worked']);
  });

  it('work or do not, and are in the calendar of the notice that says so', async () => {
    const catalogue = await bundledCatalogue();
    for (const { notice, day, how, says } of listed) {
      const where = `${day} ${notice} ${says}`;
      assert.deepEqual(catalogue.workingDays.dayKind(day), { working: how !== 'off', provisional: false }, where);
      const calendar = [0, 1].map((on) => catalogue.calendar(Number(day.slice(0, 4)) + on));
      const own = calendar.find((one) => one?.source.split('；').includes(notice));
      assert(own !== undefined, where);
      assert.equal(own.holidays.includes(day), how === 'off', where);
      assert.equal(own.workdays.includes(day), how === 'worked', where);
    }
  });
});
