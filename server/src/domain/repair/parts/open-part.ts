import type { CalendarDate } from '../../../kernel/dates.ts';
import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import {
  type Acting,
  competentFor,
  enterClock,
  type HeldCase,
  issuePaper,
  ledgerOf,
  openCase,
  ownAct,
  readClock,
} from '../../casework/index.ts';
import { sendMessage } from '../../messages/index.ts';
import type { Subject } from '../../subjects/index.ts';
import type { Application } from '../application/application.ts';
import type { RepairRecord } from '../eligibility/records-of.ts';
import { ACCEPT_CLOCK, ANSWER_CLOCK, ORIGIN_NAMES, REPAIR } from '../rules.ts';
import { recordRows } from './record-words.ts';

export const COMMITMENT = 'repair-commitment';

/**
 * The part of an application that one agency decides: its case, begun by the organisation whoever wrote it down; the
 * commitment as it was given; and both terms, counted from the day the application was received.
 */
export async function openPart(
  trx: Transaction,
  acting: Acting,
  {
    application,
    subject,
    agency,
    records,
  }: { application: Application; subject: Subject; agency: string; records: readonly RepairRecord[] },
): Promise<{ caseId: string; dueOn: CalendarDate | null } | Refusal> {
  const { act, catalogue } = acting;
  const { subjectId, applicationId, origin, receivedOn } = application;
  // the organisation begins it, also where an official writes it down: so it always reaches its own case
  const asOrganisation = { ...act, agency: '' };
  const doer = ownAct(act);
  const { caseId, state } = await openCase(
    trx,
    asOrganisation,
    REPAIR,
    { subjectId, catalogueVersion: catalogue.version, agency },
    {
      deed: 'filed',
      content: { applicationId, records: records.map(({ recordId }) => recordId) },
    },
  );
  await trx.query(`insert into repair_part (subject_id, application_id, case_id, agency) values ($1, $2, $3, $4)`, [
    subjectId,
    applicationId,
    caseId,
    agency,
  ]);
  await trx.query(
    `insert into repair_record (subject_id, application_id, record_id, version, case_id)
     select $1, $2, k.record_id, k.version, $3 from unnest($4::text[], $5::int[]) as k(record_id, version)`,
    [subjectId, applicationId, caseId, records.map(({ recordId }) => recordId), records.map(({ version }) => version)],
  );
  const held: HeldCase = { subjectId, caseId, procedure: REPAIR.procedure, agency, state, deeds: [] };
  const paper = await issuePaper(trx, asOrganisation, catalogue, held, {
    paper: COMMITMENT,
    documentNo: applicationId,
    blanks: { records: recordRows(records) },
  });
  if (isRefusal(paper)) return paper;
  const { repairAcceptWorkingDays, repairAnswerWorkingDays } = catalogue.policy;
  for (const [clock, amount] of [
    [ACCEPT_CLOCK, repairAcceptWorkingDays],
    [ANSWER_CLOCK, repairAnswerWorkingDays],
  ] as const) {
    const started = await enterClock(trx, doer, held, clock, {
      kind: 'started',
      onDay: receivedOn,
      cause: '收到信用修复申请',
      evidence: `${ORIGIN_NAMES[origin]}${application.externalNo === null ? '' : ` ${application.externalNo}`}`,
      amount,
      unit: 'working-days',
    });
    if (isRefusal(started)) return started;
  }
  const day = today(act.now);
  const { dueOn: acceptBy } = readClock(await ledgerOf(trx, held, ACCEPT_CLOCK), catalogue.workingDays, day);
  for (const competent of await competentFor(trx, agency, day)) {
    await sendMessage(trx, doer, {
      to: { agency: competent },
      template: 'repair-to-decide',
      blanks: {
        subject: subject.name,
        record: `${records.length} 条信息`,
        number: caseId,
        dueOn: acceptBy ?? '',
      },
      about: { caseId, subjectId },
      key: `repair-to-decide:${caseId}`,
    });
  }
  const { dueOn } = readClock(await ledgerOf(trx, held, ANSWER_CLOCK), catalogue.workingDays, day);
  return { caseId, dueOn };
}
