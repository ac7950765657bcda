import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import {
  type Acting,
  type HeldCase,
  lastDeed,
  openCase,
  refuseAbolished,
  refuseStep,
  refuseUnheldEvidence,
  type StepTaken,
  stepFrom,
  takeCase,
  takeStep,
} from '../../casework/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { findSubjectByCode } from '../../subjects/index.ts';
import { REORGANISATION } from '../rules.ts';
import { type Ruling, shieldRecords } from './shield-subject.ts';

/** Any constant: the first half of the lock that lets one reorganisation of an organisation be recorded at a time. */
const REORGANISATION_LOCK = 990_100_033;

export type HeldReorganisation = HeldCase & { ruling: Ruling };

export async function takeReorganisation(
  trx: Transaction,
  { act, reach }: Pick<Acting, 'act' | 'reach'>,
  caseId: string,
): Promise<HeldReorganisation | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, REORGANISATION, caseId);
  if (isRefusal(held)) return held;
  const ruling = lastDeed(held, 'recorded')?.content as Ruling | undefined;
  if (ruling === undefined) throw new Error('a reorganisation begins with its ruling');
  return { ...held, ruling };
}

export type NewRuling = Ruling & {
  /** 统一社会信用代码. */
  subject: string;
};

/** Writes a court's ruling down; nothing is hidden before a second person has confirmed it. */
export async function recordRuling(
  trx: Transaction,
  { act, catalogue }: Acting,
  { subject: code, document, court, ruledOn }: NewRuling,
): Promise<{ caseId: string; state: string } | Refusal> {
  const day = today(act.now);
  const abolished = await refuseAbolished(trx, act.agency, day);
  if (abolished !== null) return abolished;
  if (ruledOn > day) return refuse('invalid-request', '裁定日期晚于今天，请核对。', { field: 'ruledOn' });
  const subject = await findSubjectByCode(trx, code);
  if (subject === null || subject.standing === 'retired') {
    return refuse('not-found', '没有找到该单位，请核对统一社会信用代码。', { field: 'subject' });
  }
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [REORGANISATION_LOCK, subject.subjectId]);
  const { rows } = await trx.query<{ caseId: string }>(
    `select f.case_id as "caseId" from case_file f
      where f.subject_id = $1 and f.procedure = $2 and not exists (select from case_deed d
        where d.subject_id = f.subject_id and d.case_id = f.case_id and d.to_state in ('executed', 'failed', 'stopped'))
      limit 1`,
    [subject.subjectId, REORGANISATION.procedure],
  );
  if (rows[0] !== undefined) {
    return refuse('conflict', '该单位已有一件重整正在办理，请勿重复登记。', { caseId: rows[0].caseId });
  }
  const ruling: Ruling = {
    document: maskEveryIdentifierIn(document.trim()),
    court: maskEveryIdentifierIn(court.trim()),
    ruledOn,
  };
  return openCase(
    trx,
    act,
    REORGANISATION,
    { subjectId: subject.subjectId, catalogueVersion: catalogue.version },
    { deed: 'recorded', documentNo: document, content: ruling },
  );
}

/** The second person has the ruling before them: what was decided before its day is hidden in this transaction. */
export async function confirmRuling(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { evidenceNo }: { evidenceNo: number },
): Promise<(StepTaken & { shielded: number }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeReorganisation(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(REORGANISATION, held.state, 'shielded') === undefined)
    return refuseStep(REORGANISATION, held.state, 'shielded');
  const unheld = await refuseUnheldEvidence(trx, held, evidenceNo);
  if (unheld !== null) return unheld;
  const taken = await takeStep(trx, act, REORGANISATION, held, { deed: 'shielded', content: { evidenceNo } });
  if (isRefusal(taken)) return taken;
  const shielded = await shieldRecords(trx, act, catalogue, held);
  if (isRefusal(shielded)) return shielded;
  await sendMessage(trx, act, {
    to: { subjectId: held.subjectId },
    template: 'case-notice',
    blanks: {
      number: caseId,
      text: `根据${held.ruling.court}的裁定（${held.ruling.document}），裁定前的失信信息在计划执行期间屏蔽，措施同时暂停。`,
    },
    about: { caseId, subjectId: held.subjectId },
    key: `reorganisation-shielded:${caseId}`,
  });
  return { ...taken, ...shielded };
}

/** A ruling written down by mistake; nothing was hidden yet. */
export async function stopReorganisation(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeReorganisation(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, REORGANISATION, held, { deed: 'stopped', reason });
}
