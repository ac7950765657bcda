import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type AnswerCheck, answerChecks } from './answer-check.ts';
import { giveFeedback } from './give-feedback.ts';
import { matterInForce } from './matter-in-force.ts';
import { personsAsked } from './persons/asked-persons.ts';
import { checkPersons } from './persons/check-persons.ts';
import { CheckAnswered, CheckBody, FeedbackAnswered, FeedbackBody, FeedbackParams } from './schemas.ts';

/** Checks over one pool share their look-ups and commits. */
const answering = new WeakMap<pg.Pool, AnswerCheck>();

function answeringOver(pool: pg.Pool): AnswerCheck {
  const known = answering.get(pool);
  if (known !== undefined) return known;
  const made = answerChecks(pool);
  answering.set(pool, made);
  return made;
}

/** The version of the catalogue in force on a day. */
type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

export function checkRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/checks',
      summary: '信用核查：主体在某一事项中应当或者可以采取的措施',
      permission: 'check.ask',
      journals: ['check.answered', 'person.sought'],
      rateClass: 'check',
      schema: { body: CheckBody, response: CheckAnswered },
      answer: async ({ system, act, body, ref }) => {
        const persons = personsAsked(body.subjects);
        if (isRefusal(persons)) return persons;
        const now = system.clock();
        const catalogue = await lawOn(system.pool, today(now));
        const law = matterInForce(catalogue, body.matter);
        const requestRef = body.requestRef ?? ref;
        const actAt = (at: Date) => ({ ...act(at, body.matter), purpose: body.matter });
        if (persons !== null) return checkPersons(system, actAt, law, { requestRef, persons });
        return answeringOver(system.pool)(actAt(now), law, { ...body, requestRef });
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/checks/:checkId/feedback',
      summary: '反馈措施执行情况：每项措施一次',
      permission: 'check.feedback',
      journals: ['check.feedback'],
      schema: { params: FeedbackParams, body: FeedbackBody, response: FeedbackAnswered },
      answer: ({ system, act, params, body }) =>
        giveFeedback(system, act(system.clock(), 'check-feedback'), { checkId: params.checkId, ...body }),
    }),
  ];
}
