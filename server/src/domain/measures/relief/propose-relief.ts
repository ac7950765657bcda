import { isCalendarDate } from '../../../kernel/civil-days.ts';
import { addDays, type CalendarDate, today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { findAgency } from '../../access/index.ts';
import { dutiesOf } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findSubjectByCode } from '../../subjects/index.ts';
import { newReliefId, RELIEF_CHARACTERS, RELIEF_DAYS_AT_MOST, RELIEFS_A_SUBJECT } from './relief.ts';

export type NewRelief = {
  /** 统一社会信用代码 of the organisation. */
  subject: string;
  recordId: string;
  matter: string;
  /** Left out: every measure that the record brings in the matter. */
  measure?: string | undefined;
  /** The one act that is permitted, in a sentence. */
  act: string;
  /** The file of the desk it is for; left out: any file within its days. */
  requestRef?: string | undefined;
  from: CalendarDate;
  until: CalendarDate;
  documentNo: string;
  clause: string;
  /** Who permits it: the court or the office. */
  authority: string;
};

/**
 * Proposes that one act be permitted although a measure stands 部分解除. It concerns nobody until a second person has
 * confirmed it. Only the agency whose record it is (who decided or sent it), or who took its duties over, proposes.
 */
export async function proposeRelief(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  relief: NewRelief,
): Promise<{ reliefId: string } | Refusal> {
  const amiss = refuseWords(relief) ?? refuseDays(relief, today(act.now));
  if (amiss !== null) return amiss;
  const subject = await findSubjectByCode(trx, relief.subject);
  const record = subject === null ? undefined : await recordOf(trx, act, subject.subjectId, relief.recordId);
  if (subject === null || record === undefined) {
    return refuse('not-found', '没有找到该主体的这条记录，或者记录不是由本单位作出的，请核对。', { field: 'recordId' });
  }
  const unfit = refuseMeasure(catalogue, record.category, relief);
  if (isRefusal(unfit)) return unfit;
  const { rows } = await trx.query<{ held: number }>(
    'select count(*)::int as held from measure_relief where subject_id = $1',
    [subject.subjectId],
  );
  if ((rows[0]?.held ?? 0) >= RELIEFS_A_SUBJECT) {
    return refuse('conflict', `一个主体最多登记 ${RELIEFS_A_SUBJECT} 项准予。`);
  }
  const reliefId = newReliefId();
  const { matter, measure = null, from, until } = relief;
  const documentNo = relief.documentNo.trim();
  await trx.query(
    `insert into measure_relief (subject_id, relief_id, record_id, version, agency, matter, measure, act, request_ref,
                                 from_day, until_day, document_no, clause, authority, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      subject.subjectId,
      reliefId,
      relief.recordId,
      record.version,
      act.agency,
      matter,
      measure,
      maskEveryIdentifierIn(relief.act.trim()),
      relief.requestRef?.trim() || null,
      from,
      until,
      documentNo,
      relief.clause.trim(),
      maskEveryIdentifierIn(relief.authority.trim()),
      act.actor,
      act.now,
    ],
  );
  await journal(trx, act, {
    event: 'relief.proposed',
    subjectId: subject.subjectId,
    target: reliefId,
    detail: { recordId: relief.recordId, matter, measure, from, until, documentNo },
  });
  return { reliefId };
}

function refuseWords(relief: NewRelief): Refusal | null {
  const texts = { act: relief.act, documentNo: relief.documentNo, clause: relief.clause, authority: relief.authority };
  for (const [field, text] of Object.entries(texts)) {
    const most = RELIEF_CHARACTERS[field as keyof typeof texts];
    if (text.trim() === '' || [...text.trim()].length > most) {
      return refuse('invalid-request', `请填写 ${field}，不超过 ${most} 个字符。`, { field });
    }
  }
  return null;
}

function refuseDays({ from, until }: NewRelief, day: CalendarDate): Refusal | null {
  if (!isCalendarDate(from) || !isCalendarDate(until)) {
    return refuse('invalid-request', '起止日期应为存在的日期，如 2026-04-01。', { field: 'until' });
  }
  if (until < from || until < day) {
    return refuse('invalid-request', '截止日期不得早于起始日期和今天，请核对。', { field: 'until' });
  }
  if (until > addDays(from, RELIEF_DAYS_AT_MOST - 1)) {
    return refuse('invalid-request', `一项准予最长 ${RELIEF_DAYS_AT_MOST} 天；需要更久的，届时另行办理。`, {
      field: 'until',
    });
  }
  return null;
}

/** The current version of a record that the agency answers for today. */
async function recordOf(
  trx: Transaction,
  { agency, now }: Act & { agency: string },
  subjectId: string,
  recordId: string,
): Promise<{ version: number; category: string } | undefined> {
  const duties = await dutiesOf(trx, agency, today(now));
  const names = await Promise.all(duties.map(async (uscc) => (await findAgency(trx, uscc))?.name ?? uscc));
  const { rows } = await trx.query<{ version: number; category: string }>(
    `select version, category from record
      where subject_id = $1 and record_id = $2 and superseded_at is null
        and (agency = any($3) or authority = any($3) or authority = any($4))`,
    [subjectId, recordId, duties, names],
  );
  return rows[0];
}

/** A relief from a measure that the record cannot bring would look like one and be none. */
function refuseMeasure(catalogue: Catalogue, category: string, { matter, measure }: NewRelief): Refusal | undefined {
  if (catalogue.matter(matter) === undefined) {
    return refuse('unknown-code', '目录中没有这个事项，请核对事项代码。', { field: 'matter' });
  }
  const brought = catalogue
    .measuresFor(matter)
    .filter(({ triggers }) => triggers.some(({ trigger }) => catalogue.trigger(trigger)?.category === category));
  if (measure === undefined ? brought.length > 0 : brought.some(({ code }) => code === measure)) return undefined;
  return refuse('unknown-code', '这条记录在该事项中不引起这项措施，请核对事项和措施代码。', {
    field: measure === undefined ? 'matter' : 'measure',
    measures: brought.map(({ code }) => code),
  });
}
