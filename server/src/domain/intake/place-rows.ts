import type { Transaction } from '../../platform/db/write.ts';
import { loadRegisterView, type RegisterView } from '../subjects/index.ts';
import type { Desk } from './desk.ts';
import type { Judged } from './judge-row.ts';
import { type Placement, placeRow } from './place-row.ts';
import { soughtBy } from './sought-by.ts';

/** Rows placed before their turn, and what the register said of them then. */
export type PlacedAhead = { asked: RegisterView; placements: readonly Placement[] };

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
 * Judged rows as they are placed now: as they were ahead where the register says nothing else of any of them since.
 *
 * @param since when the batch came: before its rows were judged.
 */
export async function placedRows(
  trx: Transaction,
  { judged, ahead }: { judged: readonly Judged[]; ahead: PlacedAhead | null },
  desk: Desk,
  since: Date,
): Promise<readonly Placement[]> {
  if (ahead !== null && (await isAsItWas(trx, ahead.asked, since))) return ahead.placements;
  return placeRows(judged, desk, await loadRegisterView(trx, soughtBy(judged)));
}

async function isAsItWas(trx: Transaction, asked: RegisterView, since: Date): Promise<boolean> {
  const subjects = [...asked.values()].map(({ subjectId }) => subjectId);
  const { rows } = await trx.query<{ changed: boolean }>(
    'select exists (select from subject where subject_id = any($1) and changed_at >= $2) as changed',
    [subjects, since],
  );
  return rows[0]?.changed === false;
}
