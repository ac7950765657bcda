import type { FastifyInstance } from 'fastify';
import {
  accessJobs,
  accessRoutesUnder,
  identifyBy,
  identifySessionBy,
  type Outside,
  policy,
} from './domain/access/index.ts';
import { type Chart, caseworkRoutesUnder, type TaskSource } from './domain/casework/index.ts';
import {
  catalogueInForce,
  catalogueRoutesUnder,
  codesForAgencies,
  judgePurpose,
  type PurposeHolder,
} from './domain/catalogue/index.ts';
import { checkRoutesUnder } from './domain/checks/index.ts';
import { correctionJobsUnder, correctionRoutesUnder, correctionTasks } from './domain/corrections/index.ts';
import { governanceRoutesUnder, queryTasks } from './domain/governance/index.ts';
import { HONOUR, honourJobs, honourRoutesUnder } from './domain/honours/index.ts';
import { intakeJobs, intakeRoutes } from './domain/intake/index.ts';
import { journalRoutes } from './domain/journal/index.ts';
import { LISTING, listJobs, listRoutesUnder } from './domain/lists/index.ts';
import { lookUpRoutesUnder } from './domain/look-ups/index.ts';
import { measureRoutesUnder } from './domain/measures/index.ts';
import { messageJobs, messageRoutes } from './domain/messages/index.ts';
import {
  MISCONDUCT_REPORT,
  misconductReportJobs,
  misconductReportRoutesUnder,
  waitingReportTasks,
} from './domain/misconduct-reports/index.ts';
import { OBJECTION, objectionJobs, objectionRoutesUnder } from './domain/objections/index.ts';
import { portalRoutesUnder } from './domain/portal/index.ts';
import { effectsOfVersion, recordJobs, recordRoutesUnder } from './domain/records/index.ts';
import { INTERVIEW, RECTIFICATION, rectificationRoutesUnder } from './domain/rectification/index.ts';
import { REORGANISATION, REPAIR, repairJobsUnder, repairRoutesUnder } from './domain/repair/index.ts';
import { APPLIED_NOTICE, responseJobsUnder, responseRoutesUnder, responseTasks } from './domain/responses/index.ts';
import {
  findPersonByIdentifier,
  findSubjectByCode,
  personJobs,
  personRoutes,
  subjectRoutes,
} from './domain/subjects/index.ts';
import { today } from './kernel/dates.ts';
import { migrationsCurrent } from './migrations.ts';
import type { Caller } from './platform/http/caller.ts';
import { descriptionRoutes } from './platform/http/description-routes.ts';
import { healthRoutes } from './platform/http/health-routes.ts';
import { type HttpMetrics, httpMetrics } from './platform/http/metrics.ts';
import type { Route } from './platform/http/route.ts';
import { createServer } from './platform/http/server.ts';
import type { Task } from './platform/jobs/task.ts';
import type { System } from './system.ts';

/** One part of the domain: what it answers over HTTP and what it does on a clock. */
export type Slice = { name: string; routes: readonly Route[]; jobs: readonly Task[] };

/** What access asks of slices that come after it. */
const outside: Outside = {
  findSubjectId: async (db, code) => (await findSubjectByCode(db, code))?.subjectId,
  findPersonByIdNumber: async (trx, secrets, act, number) =>
    (await findPersonByIdentifier(trx, secrets, act, { kind: 'resident-id', number })) ?? undefined,
  catalogueCodes: codesForAgencies,
};

/** Every procedure by which people decide; `case_step` in the schema holds the same (`tests/charts.test.ts`). */
export const CHARTS: readonly Chart[] = [
  LISTING,
  APPLIED_NOTICE,
  HONOUR,
  RECTIFICATION,
  INTERVIEW,
  OBJECTION,
  REPAIR,
  REORGANISATION,
  MISCONDUCT_REPORT,
];
/** What officials owe beside the clocks of cases. */
const TASKS: readonly TaskSource[] = [queryTasks, ...responseTasks, ...correctionTasks, waitingReportTasks];

/** The one list, in dependency order: a slice may call those above it and none below (`tests/architecture.test.ts`). */
export const SLICES: readonly Slice[] = [
  { name: 'journal', routes: journalRoutes, jobs: [] },
  { name: 'access', routes: accessRoutesUnder(outside), jobs: accessJobs },
  { name: 'catalogue', routes: catalogueRoutesUnder(effectsOfVersion), jobs: [] },
  { name: 'subjects', routes: [...subjectRoutes, ...personRoutes], jobs: personJobs },
  { name: 'records', routes: recordRoutesUnder(catalogueInForce), jobs: recordJobs },
  { name: 'intake', routes: intakeRoutes, jobs: intakeJobs },
  { name: 'messages', routes: messageRoutes, jobs: messageJobs },
  { name: 'casework', routes: caseworkRoutesUnder(catalogueInForce, { charts: CHARTS, tasks: TASKS }), jobs: [] },
  { name: 'measures', routes: measureRoutesUnder(catalogueInForce), jobs: [] },
  { name: 'checks', routes: checkRoutesUnder(catalogueInForce), jobs: [] },
  { name: 'look-ups', routes: lookUpRoutesUnder(catalogueInForce), jobs: [] },
  { name: 'lists', routes: listRoutesUnder(catalogueInForce), jobs: listJobs },
  { name: 'honours', routes: honourRoutesUnder(catalogueInForce), jobs: honourJobs },
  { name: 'rectification', routes: rectificationRoutesUnder(catalogueInForce), jobs: [] },
  {
    name: 'responses',
    routes: responseRoutesUnder(catalogueInForce),
    jobs: responseJobsUnder(catalogueInForce),
  },
  { name: 'governance', routes: governanceRoutesUnder(catalogueInForce), jobs: [] },
  { name: 'objections', routes: objectionRoutesUnder(catalogueInForce), jobs: objectionJobs },
  { name: 'repair', routes: repairRoutesUnder(catalogueInForce), jobs: repairJobsUnder(catalogueInForce) },
  { name: 'corrections', routes: correctionRoutesUnder(catalogueInForce), jobs: correctionJobsUnder(catalogueInForce) },
  {
    name: 'misconduct-reports',
    routes: misconductReportRoutesUnder(catalogueInForce),
    jobs: misconductReportJobs,
  },
  { name: 'portal', routes: portalRoutesUnder(outside), jobs: [] },
];

/** Every route the server answers, the platform's own included. */
export function appRoutes(metrics: HttpMetrics, slices: readonly Slice[] = SLICES): Route[] {
  const routes = [...healthRoutes(metrics.registry, migrationsCurrent), ...slices.flatMap((slice) => slice.routes)];
  return [...routes, ...descriptionRoutes(routes, policy)];
}

export function appJobs(slices: readonly Slice[] = SLICES): Task[] {
  return slices.flatMap((slice) => slice.jobs);
}

export function buildServer(system: System, metrics: HttpMetrics = httpMetrics()): FastifyInstance {
  const identify = identifyBy(system.pool, system.clock);
  const identifySession = identifySessionBy(system.pool, system.clock);
  return createServer({
    system,
    identify,
    identifySession,
    policy,
    metrics,
    routes: appRoutes(metrics),
    judgePurpose: async (code, caller) =>
      judgePurpose(await catalogueInForce(system.pool, today(system.clock())), code, holdersOf(caller)),
  });
}

/** As whom a caller names a purpose. A key may be a bank's system or an agency's. */
function holdersOf(caller: Caller): PurposeHolder[] {
  if (caller.kind === 'key') return ['agency', 'bank'];
  if (caller.kind === 'anonymous') return [];
  return caller.role === 'organisation' || caller.role === 'person' ? [caller.role] : ['agency'];
}
