import type { Transaction } from '../../platform/db/write.ts';
import { loadRegisterView, type RegisterView } from '../subjects/index.ts';
import type { Desk } from './desk.ts';
import type { Judged } from './judge-row.ts';
import { type Placement, placeRow } from './place-row.ts';
import { soughtBy } from './sought-by.ts';

/** Places rows in their order: whom one of them brings in, or names anew, the next ones may mean. */
export function placeRows(judged: readonly Judged[], desk: Desk, register: RegisterView): Placement[] {
  const isRegister = desk.category.role === 'register';
  return judged.map(({ judged: row, head }) => {
    if ('person' in row) return { outcome: 'rejected', findings: [row.person] };
    const placement = placeRow(row, head, desk, register);
    if (placement.outcome !== 'placed') return placement;
    if (placement.newcomer) register.addNewcomer(placement.newcomer);
    const name = placement.row.values[desk.category.identifies.name];
    if (isRegister && typeof name === 'string') register.rename(placement.row.subjectId, name);
    return placement;
  });
}

/**
 * Judged rows as they are placed now: as they were ahead where the register was told nothing since.
 *
 * @param since what the register was told before, whoever placed them ahead saw.
 */
export async function placedRows(
  trx: Transaction,
  { judged, ahead }: { judged: readonly Judged[]; ahead: readonly Placement[] | null },
  desk: Desk,
  since: Date,
): Promise<readonly Placement[]> {
  if (ahead !== null && !(await registerToldSince(trx, since))) return ahead;
  return placeRows(judged, desk, await loadRegisterView(trx, soughtBy(judged)));
}

async function registerToldSince(trx: Transaction, since: Date): Promise<boolean> {
  // the last entry of an index, also of a register that was loaded a moment ago and not yet analysed
  const { rows } = await trx.query<{ told: boolean | null }>('select max(changed_at) >= $1 as told from subject', [
    since,
  ]);
  return rows[0]?.told === true;
}
