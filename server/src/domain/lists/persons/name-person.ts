import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, keepPerson, refuseStep, stepFrom, takeStep } from '../../casework/index.ts';
import { type IdentifierKind, normalNumber } from '../../subjects/index.ts';
import { type HeldListing, takeListing } from '../listing.ts';
import { measuresForPersons } from '../preview.ts';
import { entryUntil, LISTING } from '../rules.ts';

export const PERSON_NAME_CHARACTERS = 60;

/** Who is named, as the body says it: never by name alone, and never in an address. */
export type PersonToName = {
  idKind?: IdentifierKind | undefined;
  idNumber: string;
  name: string;
  /** 职务, and the own act in the own term of office for which the person is named. */
  duty: string;
  conduct: string;
};
export type PersonNamedAnswer = { personNo: number; duty: string; identityHeld: true; state: string };

/**
 * Names a person for an own act in an own term of office (boundary 2). Only where the entry will end by a day and the
 * catalogue holds a measure for persons named in it: nobody is held without an end, nor for nothing.
 */
export async function namePerson(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { idKind: kind = 'resident-id', idNumber, name, duty, conduct }: PersonToName,
): Promise<PersonNamedAnswer | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'person-named') === undefined)
    return refuseStep(LISTING, held.state, 'person-named');
  const refusal = await refusalOfList(trx, acting, held);
  if (refusal !== null) return refusal;
  const number = normalNumber({ kind, number: idNumber });
  if (number === null) {
    return refuse('unknown-code', '证件号码不合规则，请与证件核对。', { field: 'idNumber' });
  }
  const named = name.trim();
  // a name that is a number would be one in clear wherever names stand
  if (named === '' || /\d{6}/u.test(named.normalize('NFKC'))) {
    return refuse('invalid-request', '请写明姓名，姓名中不得有号码。', { field: 'name' });
  }
  const kept = await keepPerson(trx, acting.secrets, acting.act, held, {
    identity: { kind, number, name: named },
    duty,
    conduct,
  });
  if (isRefusal(kept)) return kept;
  const taken = await takeStep(trx, acting.act, LISTING, held, {
    deed: 'person-named',
    content: { personNo: kept.personNo },
  });
  if (isRefusal(taken)) return taken;
  return { personNo: kept.personNo, duty: kept.duty, identityHeld: true, state: taken.state };
}

async function refusalOfList(trx: Transaction, acting: Acting, held: HeldListing): Promise<Refusal | null> {
  const until = entryUntil(held.list, today(acting.act.now), held.draft.term);
  if (isRefusal(until)) return until;
  if (until === null) {
    return refuse(
      'person-not-permitted',
      `“${held.list.name}”没有期限，不得写入责任人员：对个人的限制必须有届满之日。`,
    );
  }
  const measures = await measuresForPersons(trx, acting, held);
  if (isRefusal(measures)) return measures;
  if (measures.length > 0) return null;
  return refuse(
    'person-not-permitted',
    `目录没有因列入“${held.list.name}”而对责任人员采取的措施，不得写入责任人员、不得留存其身份信息。`,
  );
}
