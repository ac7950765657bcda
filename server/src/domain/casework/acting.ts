import type pg from 'pg';
import type { Static, TObject } from 'typebox';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Secrets } from '../../platform/config/secrets.ts';
import { type Transaction, writeUnlessRefused } from '../../platform/db/write.ts';
import type { Refusal } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { type Call, type Route, route } from '../../platform/http/route.ts';
import type { Jobs } from '../../platform/jobs/add-job.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Act } from '../journal/index.ts';
import { CaseParams } from './schemas.ts';

/** The version of the catalogue in force on a day. */
export type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

/** Somebody acting on a case: who, for which agency, how far, under which law; and what opens what is sealed. */
export type Acting = {
  act: Act & { agency: string };
  reach: Reach;
  catalogue: Catalogue;
  secrets: Pick<Secrets, 'derive'>;
  /** News for slices that come later, added in the transaction of the act. */
  jobs: Jobs;
};

/** Runs an act on a case under the law of the day, in one transaction; a refusal leaves nothing of it behind. */
export function acting<T>(
  lawOn: LawOn,
  { system, act, reach }: Pick<Call, 'system' | 'act' | 'reach'>,
  body: (trx: Transaction, who: Acting) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
    const who = act(now, 'casework');
    // an organisation's user acts for no agency
    const agency = who.agency ?? '';
    const catalogue = await lawOn(system.pool, today(now));
    return body(trx, { act: { ...who, agency }, reach, catalogue, secrets: system.secrets, jobs: system.jobs });
  });
}

/** The act of somebody who may act for no agency, an organisation's user or a person: what is written then names none. */
export function ownAct({ agency, ...self }: Act): Act {
  return agency === undefined || agency === '' ? self : { ...self, agency };
}

/** A route that takes one step of a case: where, who may, what it says, and the act. */
export function caseStep<B extends TObject, R extends TObject>(
  lawOn: LawOn,
  {
    url,
    summary,
    permission,
    journals,
    body,
    response,
    step,
  }: {
    url: string;
    summary: string;
    permission: string;
    journals: readonly string[];
    body: B;
    response: R;
    step: (trx: Transaction, who: Acting, caseId: string, said: Static<B>) => Promise<Static<R> | Refusal>;
  },
): Route {
  return route({
    method: 'POST',
    url,
    summary,
    permission,
    journals,
    schema: { params: CaseParams, body, response },
    answer: (call) =>
      acting(lawOn, call, (trx, who) => step(trx, who, call.params.caseId, call.body as Static<B>)) as never,
  });
}
