import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { addAgency, createApiKey } from '../../server/src/domain/access/index.ts';
import { loadBundledCatalogue } from '../../server/src/domain/catalogue/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { nameKey } from '../../server/src/kernel/text.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';

/** The invented city of the measurement: organisations, and decisions against every fifth of them. */
export const SUBJECTS = 100_000;
export const GROUNDS = 20_000;
/** Asked for in every check of the measurement, and the sources the catalogue names for it. */
export const MATTER = 'procurement';
export const SOURCES = ['registration', 'serious-dishonesty', 'judgment-default', 'abnormal-operation', 'penalty'];
const BUNDLED_CATALOGUE = fileURLToPath(new URL('../../catalogue', import.meta.url));
const ROWS_A_STATEMENT = 10_000;

export const AGENCY = composeUscc('11990100', '00000001');

export function codeOf(number: number): string {
  return composeUscc('91990100', `MA${number.toString().padStart(6, '0')}`);
}

/** Fills an empty, migrated database; answers the keys of the systems that will ask. */
export async function buildCity(url: string, today: string): Promise<{ keys: string[] }> {
  const pool = openPool(url, { size: 2, log: () => {} });
  try {
    const now = new Date();
    const loaded = await loadBundledCatalogue(pool, BUNDLED_CATALOGUE, { actor: 'bench', purpose: 'bench', now });
    if (loaded.outcome !== 'loaded') throw new TypeError('the bundled catalogue cannot be loaded');
    for (let start = 0; start < SUBJECTS; start += ROWS_A_STATEMENT) {
      const numbers = Array.from({ length: ROWS_A_STATEMENT }, (_, index) => start + index);
      const names = numbers.map((number) => `青禾市第${number}商贸有限公司`);
      await pool.query(
        `insert into subject (subject_id, code, standing, kind, name, name_key, status, recorded_at, changed_at)
         select code, code, 'registered', 'enterprise', name, name_key, '存续', $4, $4
           from unnest($1::text[], $2::text[], $3::text[]) as s(code, name, name_key)`,
        [numbers.map(codeOf), names, names.map(nameKey), now],
      );
    }
    const spacing = SUBJECTS / GROUNDS;
    const decided = Array.from({ length: GROUNDS }, (_, index) => codeOf(index * spacing));
    await pool.query(
      `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, authority_name,
                           document_no, decided_on, list, list_decided_by, fields, recorded_at, batch_id)
       select code, 'r' || n, 1, 'judgment-default', 1, $2, $2, '青禾市某局', '青市监列字〔2026〕' || n || '号', $3,
              'judgment-defaulters', 'authority', '{}', $4, 'b1' from unnest($1::text[]) with ordinality as d(code, n)`,
      [decided, AGENCY, today, now],
    );
    await pool.query(
      `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                   catalogue_version, recorded_at)
       select code, 'r' || n, 1, 1, 'judgment-defaulter', $2, null, 1, $3 from unnest($1::text[]) with ordinality as d(code, n)`,
      [decided, today, now],
    );
    for (const category of SOURCES) {
      await pool.query(`insert into source_currency (category, agency, as_of, batch_id) values ($1, $2, $3, 'b1')`, [
        category,
        AGENCY,
        today,
      ]);
    }
    return { keys: [await aKey(pool, now)] };
  } finally {
    await pool.end();
  }
}

async function aKey(pool: pg.Pool, now: Date): Promise<string> {
  const act = { actor: 'bench', purpose: 'bench', now };
  const agency = { uscc: AGENCY, name: '青禾市某局', categories: [], region: '990100' };
  const added = await addAgency(pool, act, agency, { categories: new Set(), lists: new Set(), adverse: new Set() });
  if (isRefusal(added)) throw new TypeError(added.detail);
  const created = await createApiKey(pool, act, { agency: AGENCY, scopes: ['check'] });
  if (isRefusal(created)) throw new TypeError(created.detail);
  return created.key;
}

/** Statistics as after a day's work: the planner must not guess. */
export async function analyse(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}
