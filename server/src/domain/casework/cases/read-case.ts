import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { findAgency } from '../../access/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { getSubject } from '../../subjects/index.ts';
import { type Chart, isFinal, possibleIn, stateName } from '../charts/chart.ts';
import { clocksOf } from '../clocks/clocks-of.ts';
import { type CasePerson, casePersons, isNamed } from '../persons/case-persons.ts';
import type { Deed, HeldCase } from './case.ts';
import { findCase, noSuchCase, reachesCase } from './take-case.ts';

/** Paper, evidence and services of a case; each is bounded where it is added. */
const PAPERS = `select paper_no as "paperNo", paper, title, document_no as "documentNo", issued_on as "issuedOn", sha256, person_no as "personNo"
  from case_paper where subject_id = $1 and case_id = $2 order by paper_no`;
const SERVICES = `select service_no as "serviceNo", paper_no as "paperNo", paper, method, sent_on as "sentOn",
  served_on as "servedOn", receiver, evidence_no as "evidenceNo", recipient = subject_id as "onOrganisation",
  substring(recipient from '^person:([0-9]+)$')::int as "personNo"
  from case_service where subject_id = $1 and case_id = $2 order by service_no`;
const EVIDENCE = `select evidence_no as "evidenceNo", name, about, media_type as "mediaType", bytes, sha256, added_at as "addedAt"
  from case_evidence where subject_id = $1 and case_id = $2 order by evidence_no`;

/** A case within reach; what lies beyond does not exist. */
export async function findReachableCase(
  db: Queryable,
  reach: Reach,
  act: Act,
  caseId: string,
): Promise<HeldCase | Refusal> {
  const held = await findCase(db, caseId);
  if (held === undefined) return noSuchCase();
  return (await reachesCase(db, reach, held, today(act.now))) ? held : noSuchCase();
}

/** A case of one of these charts as its reader may see it: the organisation without what officials wrote among themselves. */
export async function readCase(
  trx: Queryable,
  act: Act,
  { reach, catalogue, charts }: { reach: Reach; catalogue: Catalogue; charts: readonly Chart[] },
  caseId: string,
) {
  const held = await findReachableCase(trx, reach, act, caseId);
  if (isRefusal(held)) return held;
  const chart = charts.find(({ procedure }) => procedure === held.procedure);
  // of a procedure whose cases do not exist for this reader
  if (chart === undefined) return noSuchCase();
  const party = reach.over === 'subject';
  const { subjectId } = held;
  const key = [subjectId, caseId];
  const [subject, agency] = [await getSubject(trx, subjectId), await findAgency(trx, held.agency)];
  const clocks = await clocksOf(trx, [caseId], catalogue.workingDays, today(act.now));
  const services = (await trx.query(SERVICES, key)).rows;
  const papers = (await trx.query(PAPERS, key)).rows;
  const served = new Set(services.filter(({ onOrganisation }) => onOrganisation).map(({ paperNo }) => paperNo));
  await journal(trx, act, { event: 'case.read', subjectId, target: caseId, detail: { procedure: held.procedure } });
  return {
    caseId,
    procedure: held.procedure,
    procedureName: chart.name,
    subject: { subjectId, code: subject?.code ?? null, name: subject?.name ?? '' },
    agency: held.agency,
    agencyName: agency?.name ?? held.agency,
    state: held.state,
    stateName: stateName(chart, held.state),
    final: isFinal(chart, held.state),
    possible: party
      ? []
      : possibleIn(chart, held.state).map(({ deed, name, clause = null }) => ({ deed, name, clause })),
    deeds: held.deeds.map((deed) => answeredDeed(chart, deed, party)),
    clocks: clocks.get(caseId) ?? [],
    papers: party ? papers.filter(({ paperNo }) => served.has(paperNo)) : papers,
    services: party ? services.filter(({ onOrganisation }) => onOrganisation) : services,
    persons: party ? [] : (await casePersons(trx, held)).map(answeredPerson),
    evidence: party ? [] : (await trx.query(EVIDENCE, key)).rows,
  };
}

/** By number, duty and act; who it is, and under which id the person is held apart, is not told. */
function answeredPerson(person: CasePerson) {
  const { personNo, duty, conduct, sealed, heldAs, droppedReason } = person;
  return {
    personNo,
    duty,
    conduct,
    named: isNamed(person),
    identityHeld: sealed,
    bound: heldAs !== null,
    droppedReason,
  };
}

/** To the organisation: what was done and when, not by which official and not their notes. */
function answeredDeed(chart: Chart, deed: Deed, party: boolean) {
  const name = chart.steps.find((step) => step.deed === deed.deed)?.name ?? deed.deed;
  const { deedNo, onDay, documentNo, clause, toState: state } = deed;
  const common = { deedNo, deed: deed.deed, name, state, onDay, documentNo, clause };
  return party
    ? common
    : { ...common, actor: deed.actor, agency: deed.agency, reason: deed.reason, content: deed.content };
}
