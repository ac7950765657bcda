import { fileURLToPath } from 'node:url';
import type { CatalogueCodes } from '../domain/access/index.ts';
import { codesForAgencies, loadBundledCatalogue, readLatestVersion } from '../domain/catalogue/index.ts';
import type { System } from '../system.ts';

export const BUNDLED_FOLDER = fileURLToPath(new URL('../../../catalogue', import.meta.url));

/** Says what keeps a person from starting: the folder is no catalogue, or does not pass its lint. */
export type CatalogueRefused = { message: string };

/** A restart cannot change the law: bundled files load into an empty database only, otherwise differences are told. */
export async function loadCatalogueIfEmpty({ pool, clock, log }: System): Promise<CatalogueRefused | undefined> {
  // A command would not tell them; reading the folder for it takes most of a second.
  if (!log.isLevelEnabled('info') && (await readLatestVersion(pool)) !== null) return undefined;
  const act = { actor: 'gongxin', purpose: 'start', now: clock() };
  const loaded = await loadBundledCatalogue(pool, BUNDLED_FOLDER, act);
  if (loaded.outcome === 'refused') {
    const [first] = loaded.findings;
    return {
      message: `随附的目录有 ${loaded.findings.length} 处问题,未能载入。第一处:${first?.file ?? ''} ${first?.message ?? ''}。运行 gongxin catalogue lint 查看全部。`,
    };
  }
  if (loaded.outcome === 'kept' && loaded.differences.length > 0) {
    log.info({ version: loaded.version, differences: loaded.differences.length }, 'the bundled catalogue differs');
  }
  return undefined;
}

/** What an agency may be registered for. */
export function catalogueCodes({ pool, clock }: System): Promise<CatalogueCodes> {
  return codesForAgencies(pool, clock());
}
