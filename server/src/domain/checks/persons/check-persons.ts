import { randomBytes } from 'node:crypto';
import { today } from '../../../kernel/dates.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import { type Transaction, write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import type { Act } from '../../journal/index.ts';
import { findPersonAsNamed, normalNumber } from '../../subjects/index.ts';
import { type MatterInForce, type Result, TOKEN_BYTES } from '../answer.ts';
import type { CheckAnswer } from '../answer-check.ts';
import { newCheckId } from '../check-id.ts';
import { refusalOfVolume } from '../check-rules.ts';
import { coverageReader, readCurrency } from '../coverage.ts';
import { loggedCheck } from '../logged-check.ts';
import { REASONS } from '../reasons.ts';
import { verdictOf } from '../verdict.ts';
import type { AskedPerson } from './asked-persons.ts';
import { logPersonCheck } from './log-person-check.ts';
import { measuresOfPerson } from './measures-of-person.ts';

export type PersonsToCheck = { requestRef?: string | undefined; persons: readonly AskedPerson[] };

/**
 * A check of persons in role, apart from the checks of organisations: few, one after another, in one transaction. Each look
 * by number is journalled for the person to see; what is answered is durable before. Never `clear`: nobody holds a register
 * of persons, and somebody not held is answered as somebody of whom nothing is known.
 */
export async function checkPersons(
  { pool, clock, secrets }: Pick<System, 'pool' | 'clock' | 'secrets'>,
  actAt: (now: Date) => Act,
  law: MatterInForce | Refusal,
  { requestRef, persons }: PersonsToCheck,
): Promise<CheckAnswer | Refusal> {
  if (isRefusal(law)) return law;
  const ref = requestRef?.trim() || null;
  const refusal = refusalOfVolume(actAt(clock()), {
    matter: law.matter.code,
    requestRef,
    subjects: persons.map(() => ({})),
  });
  if (refusal !== undefined) return refusal;
  return write(pool, clock, async (trx, now) => {
    const act = { ...actAt(now), ...(ref === null ? {} : { ref }) };
    const day = today(now);
    const { coverage } = coverageReader(await readCurrency(trx), day)(law.matter);
    const found: Answered[] = [];
    for (const person of persons) found.push(await answerPerson(trx, secrets, act, law, person));
    const results = found.map(({ result }): Result => ({ ...result, coverage }));
    const checkId = newCheckId(now);
    const head = { checkId, matter: law.matter.code, requestRef: ref, catalogueVersion: law.catalogueVersion };
    const rows = loggedCheck(act, head, results);
    const whom = found.map(({ subjectId }, at) => ({ subjectId, authorisation: persons[at]?.authorisation ?? '' }));
    await logPersonCheck(trx, act, rows, whom);
    return { checkId, answeredAt: rows.head.answered_at, results };
  });
}

type Answered = { subjectId: string | null; result: Omit<Result, 'coverage'> };

async function answerPerson(
  trx: Transaction,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  law: MatterInForce,
  { identifier, name }: AskedPerson,
): Promise<Answered> {
  const readable = normalNumber(identifier) !== null;
  const subjectId = readable ? await findPersonAsNamed(trx, secrets, act, { identifier, name }) : null;
  const asked = { ...law, matter: law.matter.code };
  const measures = subjectId === null ? [] : await measuresOfPerson(trx, subjectId, asked, today(act.now));
  return {
    subjectId,
    result: {
      input: { person: true },
      subject: null,
      known: 'unknown',
      status: null,
      verdict: verdictOf({ identified: readable, registered: false, sourcesCurrent: false, measures }),
      measures,
      ...(measures.length === 0 ? {} : { feedbackToken: randomBytes(TOKEN_BYTES).toString('base64url') }),
      ...(readable ? {} : { reason: REASONS.personNumber, candidates: [] }),
    },
  };
}
