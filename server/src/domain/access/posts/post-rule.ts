import { isCalendarDate } from '../../../kernel/civil-days.ts';
import { addDays, type CalendarDate, compareDates, today } from '../../../kernel/dates.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { ADMINISTRATORS, ROLE_NAMES, type Role } from '../roles.ts';

export const PROOF_CHARACTERS = 500;
/** An organisation's user is bound for a year at most; then the organisation says again that it is still so. */
export const ORGANISATION_DAYS_AT_MOST = 366;

/** From when until when a post is to hold, or what is wrong with it. It may not begin in the past. */
export function readTerm(
  { from, until }: { from?: string | undefined; until?: string | undefined },
  now: Date,
): { from: CalendarDate; until?: CalendarDate } | Refusal {
  const day = today(now);
  for (const [date, field] of [
    [from, 'from'],
    [until, 'until'],
  ] as const) {
    if (date !== undefined && !isCalendarDate(date)) {
      return refuse('invalid-request', '任职起止日期应为 YYYY-MM-DD,如 2026-01-31。', { field });
    }
  }
  const begins = from ?? day;
  if (compareDates(begins, day) < 0) {
    return refuse('invalid-request', '任职开始日期不能早于今天:权限不溯及既往。', { field: 'from' });
  }
  if (until === undefined) return { from: begins };
  if (compareDates(until, begins) < 0) {
    return refuse('invalid-request', '任职结束日期不能早于开始日期。', { field: 'until' });
  }
  return { from: begins, until };
}

/** The last day an organisation's user may be bound until. */
export function latestBinding(now: Date): CalendarDate {
  return addDays(today(now), ORGANISATION_DAYS_AT_MOST);
}

export function readProof(text: string): string | Refusal {
  const proof = text.trim();
  if (proof !== '' && [...proof].length <= PROOF_CHARACTERS) return proof;
  return refuse('invalid-request', `请写明依据的任命文件或者出示的证件,${PROOF_CHARACTERS} 个字符以内。`, {
    field: 'proof',
  });
}

/** 三权分立 (GB/T 22239): nobody holds two of the three administrators, not even proposed. */
export function refuseSecondAdministrator(role: Role, held: readonly Role[]): Refusal | undefined {
  if (!ADMINISTRATORS.includes(role)) return undefined;
  const other = held.find((one) => ADMINISTRATORS.includes(one));
  if (other === undefined) return undefined;
  const detail = `该账号已是(或已拟任)${ROLE_NAMES[other]}。系统、安全、审计管理员须由三人分别担任,一人只能担任其一。`;
  return refuse('conflict', detail, { field: 'role' });
}
