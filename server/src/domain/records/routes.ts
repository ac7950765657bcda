import assert from 'node:assert/strict';
import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { type Call, type Route, route } from '../../platform/http/route.ts';
import { type Role, reaches } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Act } from '../journal/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { archiveOf, noSuchSubject, type RecordsRequest, recordsOf } from './archive.ts';
import { type Look, lookAtArchive, lookAtRecords } from './look-at-archive.ts';
import { readMoment } from './read-moment.ts';
import * as schemas from './schemas.ts';
import { textReviewRoutesUnder } from './text-review-routes.ts';
import { withdrawRecord } from './withdraw.ts';

/** The version of the catalogue in force on a day. */
type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

const openToAll = {
  permission: 'archive.read',
  purpose: true,
  journals: ['subject.read'],
} as const;

export function recordRoutesUnder(lawOn: LawOn): Route[] {
  return [
    ...textReviewRoutesUnder(lawOn),
    route({
      method: 'GET',
      url: '/api/v1/subjects/:code',
      summary: '主体档案：名称、各类记录数和第一页记录',
      ...openToAll,
      schema: { params: schemas.SubjectParams, querystring: schemas.RecordsQuery, response: schemas.ArchiveAnswered },
      answer: (call) => answerLook(call, lawOn, lookAtArchive, archiveOf),
    }),
    route({
      method: 'GET',
      url: '/api/v1/subjects/:code/records',
      summary: '主体的记录：按类别，最近的决定在前',
      ...openToAll,
      schema: { params: schemas.SubjectParams, querystring: schemas.RecordsQuery, response: schemas.RecordsAnswered },
      answer: (call) => answerLook(call, lawOn, lookAtRecords, recordsOf),
    }),
    route({
      method: 'POST',
      url: '/api/v1/intake/withdrawals',
      summary: '撤回记录：即时停止公示、使用和核查答复',
      permission: 'record.withdraw',
      journals: ['record.withdrawn'],
      schema: { body: schemas.WithdrawalBody, response: schemas.WithdrawalAnswered },
      answer: async ({ system, act, reach, body }) => {
        assert(reach.over === 'agency', 'the right reaches over one agency');
        const record = typeof body.record === 'string' ? { recordId: body.record } : body.record;
        const withdrawn = await write(system.pool, system.clock, (trx, now) =>
          withdrawRecord(trx, { ...act(now, 'withdraw'), agency: reach.agency }, { ...body, record }),
        );
        return isRefusal(withdrawn) ? withdrawn : { ...withdrawn, withdrawnAt: withdrawn.withdrawnAt.toISOString() };
      },
    }),
  ];
}

/**
 * Within the caller's reach, the government openness, journalled, and what is withheld of the caller's own agency (of any,
 * for the office that must release it); beyond it what is public.
 */
async function answerLook<T>(
  call: Asking & Pick<Call, 'caller' | 'reach' | 'act'>,
  lawOn: LawOn,
  look: (pool: pg.Pool, catalogue: Catalogue, act: Act, look: Look) => Promise<T | Refusal>,
  read: (pool: pg.Pool, catalogue: Catalogue, request: RecordsRequest) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const asked = await readLook(call);
  if (isRefusal(asked)) return asked;
  const { now, catalogue } = await lawNow(call, lawOn);
  const { pool } = call.system;
  const { subjectId } = asked.look;
  if (!reaches(call.reach, { subjectId })) return read(pool, catalogue, { ...asked.look, openness: 'public', now });
  return look(pool, catalogue, call.act(now, 'subject'), { ...asked.look, withheldOf: withheldFor(call.caller) });
}

/** Whose withheld records a caller is told of; null: all. An organisation is told of none: they are not yet anybody's word. */
function withheldFor(caller: Caller): string | null | undefined {
  if (caller.kind === 'key') return caller.agency;
  if (caller.kind === 'anonymous' || caller.role === 'organisation') return undefined;
  return RELEASING_ROLES.has(caller.role) ? null : caller.agency;
}

/** The office that releases and reconciles, and who audits it. */
const RELEASING_ROLES: ReadonlySet<string> = new Set<Role>(['case-officer', 'decider', 'auditor']);

type Asking = Pick<Call, 'system'> & {
  params: { code: string };
  query: Omit<Look, 'subjectId' | 'knownAt'> & { knownAt?: string };
};

async function readLook({ system, params, query }: Asking): Promise<{ look: Look } | Refusal> {
  const { knownAt: written, ...rest } = query;
  const knownAt = written === undefined ? undefined : readMoment(written);
  if (knownAt === null) {
    const detail = 'knownAt 应为含时区的时点,例如 2026-03-01T09:00:00+08:00。';
    return refuse('invalid-request', detail, { field: 'knownAt' });
  }
  const subject = await findSubjectByCode(system.pool, params.code);
  return subject === null ? noSuchSubject() : { look: { ...rest, subjectId: subject.subjectId, knownAt } };
}

async function lawNow({ system }: Pick<Call, 'system'>, lawOn: LawOn): Promise<{ now: Date; catalogue: Catalogue }> {
  const now = system.clock();
  return { now, catalogue: await lawOn(system.pool, today(now)) };
}
