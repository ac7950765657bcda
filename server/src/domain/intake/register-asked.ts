import type { Transaction } from '../../platform/db/write.ts';
import { loadRegisterView, type RegisterView } from '../subjects/index.ts';
import type { JudgedRows } from './judge-rows.ts';
import { soughtBy } from './sought-by.ts';

/**
 * What the register knows of judged rows: as it was asked ahead where nothing of that has changed, else asked now.
 *
 * @param since when the batch came: before its rows were judged.
 */
export async function registerAsked(
  trx: Transaction,
  { judged, asked }: JudgedRows,
  since: Date,
): Promise<RegisterView> {
  if (asked !== null && (await isAsItWas(trx, asked, since))) return asked;
  return loadRegisterView(trx, soughtBy(judged));
}

async function isAsItWas(trx: Transaction, asked: RegisterView, since: Date): Promise<boolean> {
  const subjects = [...asked.values()].map(({ subjectId }) => subjectId);
  const { rows } = await trx.query<{ changed: boolean }>(
    'select exists (select from subject where subject_id = any($1) and changed_at >= $2) as changed',
    [subjects, since],
  );
  return rows[0]?.changed === false;
}
