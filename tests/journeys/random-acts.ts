import fc from 'fast-check';
import { moveClock } from '../../server/src/domain/casework/clocks/move-clock.ts';
import { addEvidence } from '../../server/src/domain/casework/evidence/add-evidence.ts';
import { type Acting, recordService, takeCase } from '../../server/src/domain/casework/index.ts';
import { closeAnswer, noticeServed, recordHearing, takeStatement } from '../../server/src/domain/lists/answer.ts';
import { confirmListing, lookAtPreview, proposeListing } from '../../server/src/domain/lists/confirm.ts';
import { decideListing } from '../../server/src/domain/lists/decide-listing.ts';
import { draftListing } from '../../server/src/domain/lists/draft-listing.ts';
import { endListing, reconfirmListing, stopListing } from '../../server/src/domain/lists/end-listing.ts';
import { issueNotice } from '../../server/src/domain/lists/issue-notice.ts';
import { returnListing } from '../../server/src/domain/lists/return-listing.ts';
import { ENDINGS } from '../../server/src/domain/lists/rules.ts';
import { takeEffect } from '../../server/src/domain/lists/take-effect.ts';
import { withdrawRecord } from '../../server/src/domain/records/index.ts';
import { addDays, today } from '../../server/src/kernel/dates.ts';
import type { Secrets } from '../../server/src/platform/config/secrets.ts';
import type { Transaction } from '../../server/src/platform/db/write.ts';
import { isRefusal, type Refusal } from '../../server/src/platform/errors.ts';
import { PROOF } from './case-desk.ts';

/** What somebody tries on a case; `days` and `lapse` are what happens by itself. */
export const KINDS = [
  'draft',
  'notice',
  'prove',
  'serve',
  'noticed',
  'stated',
  'hearing-requested',
  'hearing-held',
  'hearing-withdrawn',
  'waived',
  'term-passed',
  'propose',
  'return',
  'confirm',
  'decide',
  'effect',
  'reconfirm',
  'end',
  'stop',
  'suspend',
  'resume',
  'take-back',
  'days',
  'lapse',
] as const;
export type Kind = (typeof KINDS)[number];

/** A wish says who would do what on which case, and how well; what it comes to depends on where the case stands. */
export type Wish = {
  kind: Kind;
  sensible: boolean;
  official: number;
  stranger: boolean;
  on: number;
  how: number;
  well: boolean;
};

/** What brings a case on from where it stands, so that not all of a run is refused at the door. */
const SENSIBLE: Readonly<Record<string, readonly Kind[]>> = {
  draft: ['notice', 'serve', 'serve', 'noticed', 'noticed'],
  noticed: ['waived', 'term-passed', 'days', 'hearing-requested', 'stated', 'suspend', 'resume', 'term-passed', 'days'],
  hearing: ['hearing-held', 'hearing-withdrawn', 'stated'],
  answered: ['propose'],
  proposed: ['confirm', 'confirm', 'confirm', 'return'],
  confirmed: ['decide'],
  issued: ['serve', 'serve', 'serve', 'effect', 'effect'],
  'in-force': [
    'draft',
    'draft',
    'draft',
    'draft',
    'days',
    'reconfirm',
    'reconfirm',
    'end',
    'lapse',
    'lapse',
    'take-back',
  ],
};

/** Without the bias to small numbers: they are no edges here, and nothing would come far. */
export const anyWish: fc.Arbitrary<Wish> = fc.noBias(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    sensible: fc.integer({ min: 1, max: 10 }).map((one) => one <= 8),
    official: fc.nat(3),
    stranger: fc.integer({ min: 1, max: 12 }).map((one) => one === 1),
    on: fc.nat(9),
    how: fc.nat(1_000),
    well: fc.integer({ min: 1, max: 8 }).map((one) => one > 1),
  }),
);

export function kindOf({ kind, sensible, how }: Wish, state: string | undefined): Kind {
  if (!sensible) return kind;
  if (state === undefined) return 'draft';
  const kinds = SENSIBLE[state] ?? [];
  return kinds[how % kinds.length] ?? kind;
}

const CONTACT = { contact: '承办科室', phone: '0990-1234567' };
const REMEDIES = {
  reconsiderationBody: '青禾市人民政府',
  reconsiderationPeriod: '六十日',
  court: '青禾市人民法院',
  suitPeriod: '六个月',
};
const NOWHERE = '0'.repeat(64);

export type Target = { caseId: string; subjectId: string };
export type Attempt = {
  wish: Wish;
  target: Target;
  /** A number nobody used. */
  number: string;
  secrets: Pick<Secrets, 'derive'>;
};

/** Tries one act on one case; what the wish says of it may be whole or lack what the law asks for. */
export async function attempt(
  trx: Transaction,
  acting: Acting,
  kind: Kind,
  { wish: { how, well }, target: { caseId, subjectId }, number, secrets }: Attempt,
): Promise<unknown | Refusal> {
  const documentNo = well ? number : undefined;
  const day = today(acting.act.now);
  const held = () => takeCase(trx, { reach: acting.reach, now: acting.act.now }, undefined, caseId);
  switch (kind) {
    case 'notice':
      return issueNotice(trx, acting, caseId, { documentNo: documentNo ?? '', ...CONTACT, address: '政务大厅三楼' });
    case 'prove': {
      const one = await held();
      const file = { name: '回证.pdf', about: '送达回证', bytes: well ? PROOF : Buffer.from('<html>') };
      return isRefusal(one) ? one : addEvidence(trx, secrets, acting.act, one, file);
    }
    case 'serve': {
      const one = await held();
      if (isRefusal(one)) return one;
      const method = (['hand', 'hand', 'post', 'hand', 'public-notice'] as const)[how % 5] ?? 'hand';
      const sentOn = addDays(
        day,
        method === 'public-notice' ? 2 - (how % 45) : (how % 7 === 0 ? 1 : 0) - (how % 4 === 1 ? 1 : 0),
      );
      const { rows } = await trx.query<{ papers: number; proofs: number }>(
        `select (select count(*)::int from case_paper where case_id = $1) as papers,
                (select count(*)::int from case_evidence where case_id = $1) as proofs`,
        [caseId],
      );
      const { papers = 0 } = rows[0] ?? {};
      let { proofs = 0 } = rows[0] ?? {};
      if (well && proofs === 0) {
        await addEvidence(trx, secrets, acting.act, one, { name: '回证.pdf', about: '送达回证', bytes: PROOF });
        proofs = 1;
      }
      const paperNo = Math.max(1, papers - (how % 5 === 0 ? 2 : how % 3 === 0 ? 1 : 0));
      const servedOn = addDays(sentOn, how % 11 === 0 ? -1 : how % 9 === 1 ? 1 : 0);
      const serving = { paperNo, method, sentOn, servedOn, receiver: '门卫', evidenceNo: well ? proofs : proofs + 1 };
      return recordService(trx, acting.secrets, acting.act, one, serving, acting.catalogue.policy.publicNoticeDays);
    }
    case 'noticed':
      return noticeServed(trx, acting, caseId);
    case 'stated': {
      const reach = how % 2 === 0 ? acting.reach : ({ over: 'subject', subjectId } as const);
      return takeStatement(trx, { ...acting, reach }, caseId, { text: '请求\n不予列入'.repeat(1 + (how % 60)) });
    }
    case 'hearing-requested':
      return recordHearing(trx, acting, caseId, { step: 'requested', text: '要求听证' });
    case 'hearing-held':
      return recordHearing(trx, acting, caseId, { step: 'held', text: '听取意见'.repeat(1 + (how % 250)), documentNo });
    case 'hearing-withdrawn':
      return recordHearing(trx, acting, caseId, { step: 'withdrawn', text: '撤回' });
    case 'waived':
    case 'term-passed':
      return closeAnswer(trx, acting, caseId, { kind, documentNo });
    case 'propose':
    case 'confirm': {
      const seen = await lookAtPreview(trx, acting, caseId);
      const digest = isRefusal(seen) || (!well && how % 2 === 0) ? NOWHERE : seen.preview.digest;
      if (kind === 'confirm') return confirmListing(trx, acting, caseId, { digest });
      const onStatements = well ? '经复核，不予采纳' : undefined;
      return proposeListing(trx, acting, caseId, { digest, reason: '事实清楚', onStatements });
    }
    case 'return':
      return returnListing(trx, acting, caseId, { reason: '请补正' });
    case 'decide':
      return decideListing(trx, acting, caseId, {
        documentNo: documentNo ?? ' ',
        repairDocumentNo: `${number}修`,
        ...CONTACT,
        ...REMEDIES,
      });
    case 'effect':
      return takeEffect(trx, acting, caseId);
    case 'reconfirm':
      return reconfirmListing(trx, acting, caseId, { reason: '情形仍在', documentNo: number });
    case 'end': {
      const ending = ENDINGS[how % ENDINGS.length] ?? 'condition';
      const said = { kind: ending, reason: '情形已消除', grounds: '该名单的规定', documentNo: documentNo ?? '' };
      return endListing(trx, acting, caseId, said);
    }
    case 'stop':
      return stopListing(trx, acting, caseId, { reason: '不再列入', documentNo });
    case 'suspend':
    case 'resume': {
      const one = await held();
      const move = {
        kind: kind === 'suspend' ? 'suspended' : 'resumed',
        cause: well ? '等待鉴定' : '',
        evidence: '函1',
      } as const;
      return isRefusal(one) ? one : moveClock(trx, acting, one, 'answer', move);
    }
    case 'take-back': {
      const { rows } = await trx.query<{ recordId: string; category: string }>(
        'select record_id as "recordId", category from record where case_id = $1 limit 1',
        [caseId],
      );
      const { recordId = 'r0', category = 'serious-dishonesty' } = rows[0] ?? {};
      const grounds = { reason: '决定被撤销', document: number };
      return withdrawRecord(trx, acting.act, { category, record: { recordId }, ...grounds });
    }
    case 'draft':
    case 'days':
    case 'lapse':
      throw new Error(`${kind} is no act on a case`);
  }
}

/** Terms somebody may ask for: none, fit, too long, none at all. */
const TERMS = [
  undefined,
  { months: 3 },
  { years: 1 },
  { days: 40 },
  { days: 15 },
  { years: 3 },
  { years: 4 },
  {},
] as const;

export function draft(
  trx: Transaction,
  acting: Acting,
  wish: Wish,
  { subject, list }: { subject: string; list: string },
) {
  const term = TERMS[wish.how % TERMS.length];
  return draftListing(trx, acting, {
    subject: wish.well ? subject : '91990101MA00000000',
    list,
    reason: '提供虚假材料',
    grounds: '该名单的规定',
    ...(term === undefined ? {} : { term }),
  });
}
