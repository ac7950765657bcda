import type pg from 'pg';
import { today } from '../../kernel/dates.ts';
import type { CatalogueCodes } from '../access/index.ts';
import { catalogueInForce } from './in-force.ts';

/** What an agency may be registered for, by the catalogue in force. */
export async function codesForAgencies(pool: pg.Pool, now: Date): Promise<CatalogueCodes> {
  const catalogue = await catalogueInForce(pool, today(now));
  return {
    categories: new Set(catalogue.categories().map(({ code }) => code)),
    adverse: new Set(catalogue.categories().flatMap(({ code, nature }) => (nature === 'adverse' ? [code] : []))),
    lists: new Set(catalogue.lists().map(({ code }) => code)),
    matters: new Set(catalogue.matters().map(({ code }) => code)),
  };
}
