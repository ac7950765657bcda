import { fileURLToPath } from 'node:url';
import type { CatalogueCodes } from '../domain/access/index.ts';
import { readCatalogueFolder } from '../domain/catalogue/index.ts';
import type { System } from '../system.ts';

export const BUNDLED_FOLDER = fileURLToPath(new URL('../../../catalogue', import.meta.url));

export async function loadCatalogueIfEmpty(_system: System): Promise<void> {}

export async function catalogueCodes(_system: System): Promise<CatalogueCodes> {
  const read = await readCatalogueFolder(BUNDLED_FOLDER);
  const codes = (kind: string) =>
    new Set(read.ok ? read.entries.filter((e) => e.kind === kind).map((e) => e.code) : []);
  return { categories: codes('categories'), lists: codes('lists') };
}
