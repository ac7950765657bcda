import type { CalendarDate } from '../../../kernel/dates.ts';
import type { RepairTerms } from '../../catalogue/index.ts';

/** How a record stands when somebody asks to repair it. `stands`: it is used, or was until its last day. */
export const RECORD_STANDINGS = [
  'stands',
  'expired', //   its windows are over by themselves
  'repaired',
  'withdrawn',
  'ended', //     closed, corrected or sent back to the queue
  'withheld', //  current, and not released yet
  'hidden', //    under a court's shield, or because nobody answered an objection
  'revoked', //   repaired once, on false material
] as const;
export type RecordStanding = (typeof RECORD_STANDINGS)[number];

/** All that decides about the repair of one record. */
export type RepairFacts = {
  adverse: boolean;
  standing: RecordStanding;
  /** What the catalogue says; null: it knows no repair of such a record. */
  terms: RepairTerms | null;
  /** Our own records, the row itself or the applicant's proof show that the duty was performed. */
  performed: boolean;
  /** A commitment is held, or was given with the application. */
  committed: boolean;
  /** Codes of the catalogue's other conditions that an official found to be met. */
  met: ReadonlySet<string>;
};

export type Missing = {
  code: 'min-period' | 'performance' | 'commitment' | 'condition';
  says: string;
  /** Of a condition: its code, and the clause that asks for it. */
  condition?: string;
  clause?: string;
};

export type NotRepairable = {
  code: 'not-adverse' | 'nothing-follows' | 'forbidden' | Exclude<RecordStanding, 'stands'>;
  says: string;
  clause?: string;
};

export type Eligibility = {
  /** It may be applied for today: nothing forbids it and its shortest time is over. */
  repairable: boolean;
  /** First day on which it may be granted; null where it never may. */
  firstDay: CalendarDate | null;
  /** What still has to be there before it is granted; of what may never be, nothing. */
  missing: Missing[];
  notRepairable?: NotRepairable;
};

/** That what was repaired on false material is shown to its longest time (a pointer, unverified). */
const REVOKED_CLAUSE = 'ndrc-36-2025#虚假承诺和虚假材料';

const WHY_NOT: Readonly<Record<Exclude<RecordStanding, 'stands'>, string>> = {
  expired: '该信息的公示和使用期限已经届满，无须修复。',
  repaired: '该信息已经修复，无须再次申请。',
  withdrawn: '该信息已经撤回，无须修复。',
  ended: '该信息已经终止，无须修复。',
  withheld: '该信息尚未公示和使用，没有需要修复的影响。',
  hidden: '该信息现已屏蔽，既不公示也不使用；屏蔽解除后可以申请。',
  revoked: '该信息曾因虚假承诺或者虚假材料被撤销修复，公示至最长期限，不再修复。',
};

/**
 * Whether one record may be repaired, from which day, and what is missing: pure. Only the shortest time of publicity, the
 * performance of the duty, the commitment and what the catalogue names beside them count; nobody is asked for more.
 */
export function eligibilityOf(facts: RepairFacts, day: CalendarDate): Eligibility {
  const { terms } = facts;
  const notRepairable = whyNever(facts);
  if (notRepairable !== null || terms === null) {
    return { repairable: false, firstDay: null, missing: [], ...(notRepairable === null ? {} : { notRepairable }) };
  }
  const { firstDay } = terms;
  const missing: Missing[] = [];
  if (day < firstDay) {
    missing.push({ code: 'min-period', says: `最短公示期尚未届满，自 ${firstDay} 起可以申请。`, clause: terms.clause });
  }
  if (!facts.performed) missing.push({ code: 'performance', says: '尚无履行义务、纠正失信行为的证明。' });
  if (!facts.committed) missing.push({ code: 'commitment', says: '尚未作出信用修复承诺。' });
  for (const { code, says, clause } of terms.conditions) {
    if (facts.met.has(code)) continue;
    missing.push({ code: 'condition', condition: code, says: `还须符合：${says}。`, clause: clause.clause });
  }
  return { repairable: day >= firstDay, firstDay, missing };
}

function whyNever({ adverse, standing, terms }: RepairFacts): NotRepairable | null {
  // what ended is told as ended, whatever it was
  if (standing !== 'stands') {
    return {
      code: standing,
      says: WHY_NOT[standing],
      ...(standing === 'revoked' ? { clause: REVOKED_CLAUSE } : {}),
    };
  }
  if (!adverse) return { code: 'not-adverse', says: '该信息不是失信信息，没有需要修复的内容。' };
  if (terms === null) return { code: 'nothing-follows', says: '该类信息不公示，也不引发任何措施，无须修复。' };
  if (terms.never === null) return null;
  return { code: 'forbidden', says: `${terms.never.says}。`, clause: terms.never.clause };
}
