import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, dropNamed, getNamed, type StepTaken, takeStep } from '../../casework/index.ts';
import { takeListing } from '../listing.ts';
import { LISTING } from '../rules.ts';
import { keptWords } from './kept-words.ts';

/** A person is no longer named: the identity is erased at once, the reason stays. */
export async function dropPerson(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { personNo, reason: said }: { personNo: number; reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const person = await getNamed(trx, held, personNo);
  if (isRefusal(person)) return person;
  const reason = await keptWords(trx, acting, held, said);
  const taken = await takeStep(trx, acting.act, LISTING, held, {
    deed: 'person-dropped',
    reason,
    content: { personNo },
  });
  if (isRefusal(taken)) return taken;
  await dropNamed(trx, held, { personNo, reason });
  return taken;
}
