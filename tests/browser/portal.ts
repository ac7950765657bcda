import { buildServer } from '../../server/src/app.ts';
import { stopServer } from '../../server/src/platform/http/stop.ts';
import { listening, type TestSystem, testSystem } from '../system.ts';
import { type PlantedCity, plantCity } from './city.ts';

/** A listening server on a fresh database with the invented city. */
export type RunningPortal = { address: string; city: PlantedCity; test: TestSystem; close(): Promise<void> };

/** A working day; everything in the city is dated from it. */
const NOON = new Date('2026-11-20T12:00:00+08:00');

export async function openPortal(): Promise<RunningPortal> {
  const test = await testSystem({ env: { GONGXIN_RATE_FACTOR: '0' } });
  test.clock.now = NOON;
  const city = await plantCity(test.system, test.clock);
  const server = buildServer(test.system);
  const address = await listening(server);
  const close = async () => {
    await stopServer(server);
    await test.close();
  };
  return { address, city, test, close };
}

/** Every public page, by a name for its picture. */
export function pagesOf({
  busy,
  soleTrader,
}: Pick<PlantedCity, 'busy' | 'soleTrader'>): [name: string, path: string][] {
  return [
    ['home', '/'],
    ['search', `/search?q=${encodeURIComponent('恒泰')}`],
    ['search-nothing', `/search?q=${encodeURIComponent('没有这样的名称')}`],
    ['subject', `/subjects/${busy.code}`],
    ['subject-licences', `/subjects/${busy.code}?category=licence`],
    ['sole-trader', `/subjects/${soleTrader.code}`],
    ['publicity', '/publicity'],
    ['publicity-penalties', '/publicity?kind=penalty'],
    ['lists', '/lists'],
    ['list', '/lists/tax-serious'],
    ['list-empty', '/lists/judgment-defaulters'],
    ['catalogue', '/catalogue'],
    ['category', '/catalogue/penalty'],
    ['about', '/about'],
    ['guide-objection', '/guides/objection'],
    ['guide-repair', '/guides/repair'],
    ['guide-report', '/guides/report'],
    ['report-state', '/report/state'],
    ['sign-in', '/sign-in'],
    ['not-found', '/no-such-page'],
  ];
}
