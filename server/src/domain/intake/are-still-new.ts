import { nameKey } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { loadRegisterView, type Newcomer } from '../subjects/index.ts';

/** Whether nobody has been brought in under these codes or names since rows were found to speak of newcomers. */
export async function areStillNew(trx: Transaction, newcomers: readonly Newcomer[]): Promise<boolean> {
  const codes = newcomers.map(({ code }) => code);
  const names = newcomers.map(({ name }) => name);
  const register = await loadRegisterView(trx, { codes, orgCodes: [], oldNumbers: [], names });
  return newcomers.every(({ code, name }) => {
    const holder = register.holderOf(code);
    return (holder === undefined || holder.standing === 'retired') && register.named(nameKey(name)).length === 0;
  });
}
