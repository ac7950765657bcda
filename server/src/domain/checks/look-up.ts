import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Matter } from '../catalogue/index.ts';
import { type GroundsBySubject, groundsInForce, SUBJECTS_A_LOOK_UP } from '../measures/index.ts';
import type { Asked } from './asked.ts';
import { type Currency, coverageReader, type MatterCoverage } from './coverage.ts';
import { type Identified, identify } from './identify.ts';
import { readByCode } from './read-by-code.ts';

/** What one check wants to know: its subjects, in force on its day. */
export type Question = { asked: readonly Asked[]; day: CalendarDate };

/** The answers in the order asked; grounds by subject; how current the sources of a matter are. */
export type Found = {
  identified: readonly Identified[];
  grounds: GroundsBySubject;
  covered: (matter: Matter) => MatterCoverage;
};

/**
 * Answers the questions of concurrent checks together, in one statement where all come with a code that is held. Nothing
 * is remembered between groups: a withdrawal or a finished batch counts from the next check on.
 */
export async function lookUp(pool: pg.Pool, questions: readonly Question[]): Promise<Found[]> {
  const found = new Map<Question, Found>();
  // Around midnight one group may hold the checks of two days.
  for (const [day, ofDay] of Map.groupBy(questions, (question) => question.day)) {
    const answers = await lookUpOn(
      pool,
      day,
      ofDay.flatMap((question) => question.asked),
    );
    let position = 0;
    for (const question of ofDay) {
      const end = position + question.asked.length;
      found.set(question, { ...answers, identified: answers.identified.slice(position, end) });
      position = end;
    }
  }
  return questions.map((question) => found.get(question) as Found);
}

async function lookUpOn(pool: pg.Pool, day: CalendarDate, asked: readonly Asked[]): Promise<Found> {
  const identified: Identified[] = [];
  const grounds: GroundsBySubject = new Map();
  let currency: Currency = new Map();
  for (let start = 0; start < asked.length; start += SUBJECTS_A_LOOK_UP) {
    const chunk = asked.slice(start, start + SUBJECTS_A_LOOK_UP);
    const byCode = await readByCode(pool, codesOf(chunk), day);
    const whoIsMeant = await identify(pool, chunk, byCode.subjects);
    const otherwise = await groundsInForce(pool, foundOtherwise(whoIsMeant, byCode.subjects), day);
    for (const part of [byCode.grounds, otherwise]) for (const [id, held] of part) grounds.set(id, held);
    identified.push(...whoIsMeant);
    currency = byCode.currency;
  }
  return { identified, grounds, covered: coverageReader(currency, day) };
}

function codesOf(asked: readonly Asked[]): string[] {
  return [...new Set(asked.flatMap(({ code }) => (code === undefined ? [] : [code])))];
}

/** Subjects found by a number or a name, whose grounds have not been read with their code. */
function foundOtherwise(identified: readonly Identified[], byCode: ReadonlyMap<string, unknown>): string[] {
  const ids = identified.flatMap((one) => (one.is === 'subject' ? [one.subject.subjectId] : []));
  return [...new Set(ids)].filter((id) => !byCode.has(id));
}
