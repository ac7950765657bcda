import type { CalendarDate } from '../../../kernel/dates.ts';
import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import {
  type Acting,
  type CasePerson,
  casePersons,
  clauseOf,
  findService,
  isNamed,
  markHeld,
  openIdentities,
  readClock,
  recipientOf,
  type ServedPaper,
} from '../../casework/index.ts';
import { holdPerson } from '../../subjects/index.ts';
import { answerDays } from '../issue-notice.ts';
import type { HeldListing } from '../listing.ts';
import { LISTING } from '../rules.ts';
import { PERSON_NOTICE } from './issue-person-notice.ts';

/** A person named, and the service of the own notice. */
export type NoticedPerson = { person: CasePerson; service: ServedPaper };

/**
 * Everybody named in a listing, each noticed: refuses while one has not been served the own notice, or while the own time to
 * answer runs and nothing was answered. Nobody is bound by a decision that reached the organisation alone.
 */
export async function noticedPersons(
  trx: Transaction,
  acting: Acting,
  held: HeldListing,
): Promise<NoticedPerson[] | Refusal> {
  const noticed: NoticedPerson[] = [];
  for (const person of (await casePersons(trx, held)).filter(isNamed)) {
    const { personNo } = person;
    // of the last one made: what was served before was not what the decision rests on
    const paperNo = held.deeds.findLast(
      ({ deed, content }) => deed === 'person-notice-issued' && content.personNo === personNo,
    )?.content.paperNo;
    const recipient = recipientOf(held.subjectId, personNo);
    const service =
      typeof paperNo === 'number' ? await findService(trx, held, PERSON_NOTICE, { paperNo, recipient }) : undefined;
    const clause = clauseOf(LISTING, 'person-notice-issued');
    const extra = { state: held.state, personNo, missing: [PERSON_NOTICE], clause };
    if (service === undefined) {
      return refuse(
        'case-state',
        `责任人员${personNo}的告知书尚未送达本人：未经告知不得对其采取措施。请先登记送达及凭证，或者不再列为责任人员。`,
        extra,
      );
    }
    const dueOn = answerDue(acting, held, service);
    // what was said before the notice came is no answer to it
    const answered = held.deeds.some(
      ({ deed, content, onDay }) =>
        deed === 'person-stated' && content.personNo === personNo && onDay >= service.servedOn,
    );
    if (!answered && (dueOn === null || today(acting.act.now) <= dueOn)) {
      return refuse(
        'case-state',
        `责任人员${personNo}的陈述申辩期限至 ${dueOn ?? '（待定）'} 届满，请在次日以后办理。`,
        {
          ...extra,
          missing: [],
          dueOn,
        },
      );
    }
    noticed.push({ person, service });
  }
  return noticed;
}

/** The last day for the person's answer, counted from the day of the service as the organisation's is. */
function answerDue(acting: Acting, held: HeldListing, { servedOn, serviceNo }: ServedPaper): CalendarDate | null {
  const started = {
    entryNo: 1,
    kind: 'started' as const,
    onDay: servedOn,
    cause: '责任人员告知书送达',
    evidence: `送达 ${serviceNo}`,
    amount: answerDays(acting, held),
    unit: 'working-days' as const,
  };
  return readClock([started], acting.catalogue.workingDays, today(acting.act.now)).dueOn;
}

/** The entry that names them. */
export type NamingEntry = {
  recordId: string;
  documentNo: string;
  /** Who decided it, which a successor need not be. */
  authority: string;
  decidedOn: CalendarDate;
  validUntil: CalendarDate;
};

/** The decision took effect: whoever it names is held apart for its term, and leaves the case. */
export async function holdNamed(
  trx: Transaction,
  { act, secrets }: Acting,
  held: HeldListing,
  persons: readonly NoticedPerson[],
  { recordId, documentNo, authority, decidedOn, validUntil }: NamingEntry,
): Promise<Refusal | null> {
  const identities = await openIdentities(trx, secrets, held);
  for (const { person, service } of persons) {
    const identity = identities.get(person.personNo);
    if (identity === undefined) throw new Error('a person named and not yet held is sealed in the case');
    const { kind, number, name } = identity;
    const apart = await holdPerson(trx, secrets, act, {
      identifier: { kind, number },
      name,
      ground: 'named-in-role',
      organisation: held.subjectId,
      recordId,
      documentNo,
      authority,
      from: decidedOn,
      until: validUntil,
    });
    if (isRefusal(apart)) return apart;
    const { serviceNo } = service;
    await markHeld(trx, held, { personNo: person.personNo, heldAs: apart.subjectId, serviceNo });
  }
  return null;
}
