import { type CalendarDate, termEnd, today } from '../../../kernel/dates.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { getNamed } from '../persons/case-persons.ts';
import { withoutNames } from '../persons/without-names.ts';

export const SERVICE_METHODS = ['hand', 'post', 'public-notice'] as const;
export type ServiceMethod = (typeof SERVICE_METHODS)[number];
/** Services of one case at most. */
export const SERVICES_A_CASE = 50;
export const RECEIVER_CHARACTERS = 100;

export type Serving = {
  paperNo: number;
  method: ServiceMethod;
  sentOn: CalendarDate;
  /** The day on the receipt; of a public notice it follows from the day it was published. */
  servedOn?: CalendarDate | undefined;
  receiver?: string | undefined;
  evidenceNo: number;
  /** A person named in role; the organisation unless said. */
  personNo?: number | undefined;
};

/** The recipient as a service names it: a step that asks for a service on the organisation is never met by a person's. */
export const recipientOf = (subjectId: string, personNo: number | undefined): string =>
  personNo === undefined ? subjectId : `person:${personNo}`;

export type Served = { serviceNo: number; paper: string; servedOn: CalendarDate };

/**
 * Records how and when a paper reached whom, with the proof. By hand and by post it is served on the day of the receipt;
 * by public notice when the catalogue's days since its publication are over, and not before.
 */
export async function recordService(
  trx: Transaction,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  held: HeldCase,
  serving: Serving,
  publicNoticeDays: number,
): Promise<Served | Refusal> {
  const { subjectId, caseId, deeds } = held;
  const { paperNo, method, sentOn, receiver, evidenceNo, personNo } = serving;
  const day = today(act.now);
  // before anything is counted from it: a public notice of the year 9999 has no end
  if (sentOn > day) return refuse('invalid-request', '送出日期晚于今天，请核对。', { field: 'sentOn' });
  const { rows: papers } = await trx.query<{ paper: string; issuedOn: CalendarDate; personNo: number | null }>(
    `select paper, issued_on as "issuedOn", person_no as "personNo" from case_paper
      where subject_id = $1 and case_id = $2 and paper_no = $3`,
    [subjectId, caseId, paperNo],
  );
  const issued = papers[0];
  if (issued === undefined) return refuse('not-found', '没有找到所送达的文书，请核对文书编号。', { field: 'paperNo' });
  if (issued.personNo !== null && issued.personNo !== personNo) {
    return refuse('invalid-request', '这份文书只送达它所告知的责任人员，请在 personNo 中写明该人员的编号。', {
      field: 'personNo',
    });
  }
  // in a person's own case the number is that of the case that names the person, and nobody is held here
  const own = deeds[0]?.content.party === 'person' && issued.personNo === personNo;
  const person = personNo === undefined || own ? null : await getNamed(trx, { subjectId, caseId }, personNo);
  if (isRefusal(person)) return person;
  if (sentOn < issued.issuedOn) {
    return refuse('invalid-request', '送出日期早于文书的签发日期，请核对。', { field: 'sentOn' });
  }
  const servedOn = dayServed(serving, day, publicNoticeDays);
  if (isRefusal(servedOn)) return servedOn;
  const { rows } = await trx.query<{ proof: boolean; last: number }>(
    `select exists (select from case_evidence where subject_id = $1 and case_id = $2 and evidence_no = $3) as proof,
            (select coalesce(max(service_no), 0) from case_service where subject_id = $1 and case_id = $2) as last`,
    [subjectId, caseId, evidenceNo],
  );
  if (rows[0]?.proof !== true) {
    return refuse('not-found', '没有找到送达凭证，请先上传送达回证、邮寄回执或者公告页面。', { field: 'evidenceNo' });
  }
  const serviceNo = rows[0].last + 1;
  if (serviceNo > SERVICES_A_CASE) return refuse('conflict', `一个案件最多登记 ${SERVICES_A_CASE} 次送达。`);
  await trx.query(
    `insert into case_service (subject_id, case_id, service_no, paper_no, paper, recipient, method, sent_on, served_on, receiver,
                               evidence_no, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      subjectId,
      caseId,
      serviceNo,
      paperNo,
      issued.paper,
      recipientOf(subjectId, personNo),
      method,
      sentOn,
      servedOn,
      // who signed for a person's paper is mostly that person: the name stands on the proof, and nowhere else
      receiver === undefined || personNo !== undefined
        ? null
        : (await withoutNames(trx, secrets, held))(receiver, RECEIVER_CHARACTERS) || null,
      evidenceNo,
      act.actor,
      act.now,
    ],
  );
  await journal(trx, act, {
    event: 'case.served',
    subjectId,
    target: caseId,
    detail: {
      serviceNo,
      paperNo,
      paper: issued.paper,
      method,
      sentOn,
      servedOn,
      evidenceNo,
      ...(personNo === undefined ? {} : { personNo }),
    },
  });
  return { serviceNo, paper: issued.paper, servedOn };
}

/** The day on which it counts as served. */
function dayServed(
  { method, sentOn, servedOn }: Serving,
  day: CalendarDate,
  publicNoticeDays: number,
): CalendarDate | Refusal {
  if (method === 'public-notice') {
    const lastDay = termEnd(sentOn, { days: publicNoticeDays });
    if (lastDay < day) return lastDay;
    return refuse('case-state', `公告满 ${publicNoticeDays} 日视为送达，即 ${lastDay} 届满；请在次日以后登记送达。`, {
      servedOn: lastDay,
    });
  }
  if (servedOn === undefined) {
    return refuse('invalid-request', '请按回证填写送达日期 servedOn。', { field: 'servedOn' });
  }
  if (servedOn < sentOn) return refuse('invalid-request', '送达日期早于送出日期，请核对。', { field: 'servedOn' });
  if (servedOn > day) return refuse('invalid-request', '送达日期晚于今天，请核对。', { field: 'servedOn' });
  return servedOn;
}
