import { randomBytes } from 'node:crypto';
import { addDays, type CalendarDate, today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, ownAct } from '../../casework/index.ts';
import { journal } from '../../journal/index.ts';
import { sendMessage } from '../../messages/index.ts';
import type { Subject } from '../../subjects/index.ts';
import { eligibilityOf } from '../eligibility/eligibility.ts';
import { subjectMeant } from '../eligibility/look-at-eligibility.ts';
import { type RepairRecord, recordsOf } from '../eligibility/records-of.ts';
import { openPart } from '../parts/open-part.ts';
import { EXTERNAL_ORIGINS, type Origin } from '../rules.ts';
import { type Application, findExternal } from './application.ts';
import { type ApplicationAnswer, answerApplication } from './read-application.ts';

/** Records of one application at most. */
export const RECORDS_AN_APPLICATION = 50;
/** How far back another site may have received what is written down here today. */
export const RECEIVED_BEFORE_DAYS = 60;
const ID_BYTES = 10;
/** Any constant: the first half of the lock that lets one application about an organisation be filed at a time. */
const APPLICATION_LOCK = 990_100_032;

export type NewApplication = {
  /** 统一社会信用代码; the own organisation of its user. */
  subject?: string | undefined;
  records: string[];
  /** The commitment of the catalogue is given. */
  affirms: boolean;
  origin?: Origin | undefined;
  externalNo?: string | undefined;
  /** The day another site received it. */
  receivedOn?: string | undefined;
};

/**
 * One application over several records of several agencies (一口受理、一次完成): each agency gets its part, and decides it. The
 * same number of another site again is the same application. What came in here and cannot be repaired is refused at once,
 * with the reason of each record; what another site has accepted is passed on, so that whoever decides answers it.
 */
export async function fileApplication(
  trx: Transaction,
  acting: Acting,
  asked: NewApplication,
): Promise<(ApplicationAnswer & { repeated: boolean }) | Refusal> {
  const { act, reach } = acting;
  const origin = originOf(acting, asked);
  if (isRefusal(origin)) return origin;
  const subject = await subjectMeant(trx, reach, asked.subject);
  if (isRefusal(subject)) return subject;
  const day = today(act.now);
  const receivedOn = dayReceived(asked.receivedOn, origin, day);
  if (isRefusal(receivedOn)) return receivedOn;
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [APPLICATION_LOCK, subject.subjectId]);
  const application: Application = {
    subjectId: subject.subjectId,
    applicationId: `x${randomBytes(ID_BYTES).toString('hex')}`,
    origin,
    externalNo: asked.externalNo?.trim() ?? null,
    receivedOn,
  };
  if (application.externalNo !== null && !(await isNewNumber(trx, application))) {
    const known = await findExternal(trx, origin, application.externalNo);
    if (known?.subjectId !== subject.subjectId) {
      return refuse('conflict', '该受理编号已用于另一单位的申请，请核对编号和单位。', { field: 'externalNo' });
    }
    const answer = await answerApplication(trx, acting, known);
    return isRefusal(answer) ? answer : { ...answer, repeated: true };
  }
  const records = await recordsAsked(trx, acting, subject, asked.records);
  if (isRefusal(records)) return records;
  const amiss =
    (EXTERNAL_ORIGINS.includes(origin) ? null : refuseIneligible(records, day)) ??
    refuseUncommitted(records, asked.affirms) ??
    (await refuseUnderWay(trx, subject.subjectId, records));
  if (amiss !== null) return amiss;
  await keepApplication(trx, acting, application);
  const parts = Map.groupBy(records, ({ agency }) => agency);
  let dueOn: CalendarDate | null = null;
  for (const [agency, ofAgency] of [...parts].sort(([a], [b]) => a.localeCompare(b))) {
    const opened = await openPart(trx, acting, { application, subject, agency, records: ofAgency });
    if (isRefusal(opened)) return opened;
    dueOn = opened.dueOn;
  }
  await sendMessage(trx, ownAct(act), {
    to: { subjectId: subject.subjectId },
    template: 'repair-received',
    blanks: {
      record: `${records.length} 条信息`,
      number: application.applicationId,
      dueOn: dueOn ?? '另行告知之日',
    },
    about: { subjectId: subject.subjectId },
    key: `repair-received:${application.applicationId}`,
  });
  const answer = await answerApplication(trx, acting, application);
  return isRefusal(answer) ? answer : { ...answer, repeated: false };
}

/** The organisation's own user files here; an official writes down what came to the counter or from another site. */
function originOf({ reach }: Acting, { origin, externalNo }: NewApplication): Origin | Refusal {
  if (reach.over === 'subject') {
    return (origin ?? 'workspace') === 'workspace' && externalNo === undefined
      ? 'workspace'
      : refuse('invalid-request', '本单位在本平台提出的申请，不写来源和受理编号。', { field: 'origin' });
  }
  if (origin === undefined || origin === 'workspace') {
    return refuse('invalid-request', '请写明申请来源：服务大厅窗口、信用中国或者省级平台。', { field: 'origin' });
  }
  if (EXTERNAL_ORIGINS.includes(origin) !== ((externalNo ?? '').trim() !== '')) {
    return refuse('invalid-request', '来自信用中国、省级平台的申请须写明其受理编号，窗口收到的不写。', {
      field: 'externalNo',
    });
  }
  if (externalNo !== undefined && maskEveryIdentifierIn(externalNo) !== externalNo) {
    return refuse('invalid-request', '受理编号不得是证件号码，请填写外部平台的受理编号。', { field: 'externalNo' });
  }
  return origin;
}

function dayReceived(receivedOn: string | undefined, origin: Origin, day: CalendarDate): CalendarDate | Refusal {
  if (receivedOn === undefined) return day;
  if (!EXTERNAL_ORIGINS.includes(origin) && receivedOn !== day) {
    return refuse('invalid-request', '本平台收到的申请，收到日期就是今天，请勿另写。', { field: 'receivedOn' });
  }
  if (receivedOn > day || receivedOn < addDays(day, -RECEIVED_BEFORE_DAYS)) {
    return refuse('invalid-request', `收到日期应在 ${addDays(day, -RECEIVED_BEFORE_DAYS)} 至 ${day} 之间，请核对。`, {
      field: 'receivedOn',
    });
  }
  return receivedOn;
}

/** Takes the number for this application; false where it was taken, also by somebody who had to be waited for. */
async function isNewNumber(
  trx: Transaction,
  { origin, externalNo, subjectId, applicationId }: Application,
): Promise<boolean> {
  const { rowCount } = await trx.query(
    `insert into repair_external (origin, external_no, subject_id, application_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [origin, externalNo, subjectId, applicationId],
  );
  return rowCount === 1;
}

/** The records named, all of them of this organisation; what is withheld is nobody's word yet and not known. */
async function recordsAsked(
  trx: Transaction,
  { act, catalogue }: Acting,
  { subjectId }: Subject,
  ids: readonly string[],
): Promise<RepairRecord[] | Refusal> {
  const wanted = [...new Set(ids)];
  const { records } = await recordsOf(trx, catalogue, subjectId, { day: today(act.now), only: wanted });
  const known = records.filter(({ facts }) => facts.standing !== 'withheld');
  if (known.length === wanted.length) return known;
  return refuse('not-found', '有的记录不在该单位的失信信息之中，请从可修复信息中选择。', {
    records: wanted.filter((id) => !known.some(({ recordId }) => recordId === id)),
  });
}

function refuseIneligible(records: readonly RepairRecord[], day: CalendarDate): Refusal | null {
  const amiss = records.flatMap(({ recordId, facts }) => {
    const { repairable, firstDay, missing, notRepairable } = eligibilityOf(facts, day);
    if (repairable) return [];
    const [first] = missing;
    return [
      { recordId, firstDay, says: notRepairable?.says ?? first?.says ?? '', clause: notRepairable?.clause ?? null },
    ];
  });
  if (amiss.length === 0) return null;
  const [only] = amiss;
  return refuse('not-permitted', `有 ${amiss.length} 条信息现在不能申请修复：${only?.says}`, {
    records: amiss,
    ...(only?.clause == null ? {} : { clause: only.clause }),
  });
}

function refuseUncommitted(records: readonly RepairRecord[], affirms: boolean): Refusal | null {
  return affirms || records.every(({ facts }) => facts.committed)
    ? null
    : refuse('invalid-request', '请确认信用修复承诺：承诺书由本平台提供，确认后按原样保存。', { field: 'affirms' });
}

/** A record is in one application at a time. */
async function refuseUnderWay(
  trx: Transaction,
  subjectId: string,
  records: readonly RepairRecord[],
): Promise<Refusal | null> {
  const { rows } = await trx.query<{ recordId: string; applicationId: string }>(
    `select r.record_id as "recordId", r.application_id as "applicationId" from repair_record r
      where r.subject_id = $1 and r.record_id = any($2)
        and not exists (select from case_deed d where d.subject_id = r.subject_id and d.case_id = r.case_id
          and d.to_state in ('granted', 'refused', 'declined', 'withdrawn'))
      order by 2 limit 1`,
    [subjectId, records.map(({ recordId }) => recordId)],
  );
  const [open] = rows;
  if (open === undefined) return null;
  return refuse('conflict', '有的信息正在另一件申请中办理，请勿重复申请。', open);
}

async function keepApplication(trx: Transaction, { act, reach }: Acting, application: Application): Promise<void> {
  const { subjectId, applicationId, origin, externalNo, receivedOn } = application;
  await trx.query(
    `insert into repair_application (subject_id, application_id, origin, external_no, received_on, filed_by, filed_at_agency, filed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      subjectId,
      applicationId,
      origin,
      externalNo,
      receivedOn,
      act.actor,
      reach.over === 'subject' ? null : act.agency,
      act.now,
    ],
  );
  await journal(trx, ownAct(act), {
    event: 'repair.application-filed',
    subjectId,
    target: applicationId,
    detail: { origin, receivedOn },
  });
}
