import { fileURLToPath } from 'node:url';
import type { CatalogueCodes } from '../domain/access/index.ts';
import { catalogueInForce, loadBundledCatalogue } from '../domain/catalogue/index.ts';
import { today } from '../kernel/dates.ts';
import type { System } from '../system.ts';

export const BUNDLED_FOLDER = fileURLToPath(new URL('../../../catalogue', import.meta.url));

/** A restart cannot change the law: bundled files load into an empty database only, otherwise differences are told. */
export async function loadCatalogueIfEmpty({ pool, clock, log }: System): Promise<void> {
  const act = { actor: 'gongxin', purpose: 'start', now: clock() };
  const loaded = await loadBundledCatalogue(pool, BUNDLED_FOLDER, act);
  if (loaded.outcome === 'refused')
    throw new Error(`the bundled catalogue does not pass its lint: ${loaded.findings[0]?.message}`);
  if (loaded.outcome === 'kept' && loaded.differences.length > 0) {
    log.info({ version: loaded.version, differences: loaded.differences.length }, 'the bundled catalogue differs');
  }
}

/** What an agency may be registered for. */
export async function catalogueCodes({ pool, clock }: System): Promise<CatalogueCodes> {
  const catalogue = await catalogueInForce(pool, today(clock()));
  return {
    categories: new Set(catalogue.categories().map(({ code }) => code)),
    lists: new Set(catalogue.lists().map(({ code }) => code)),
  };
}
