export { type Acting, acting, caseStep, type LawOn, ownAct } from './acting.ts';
export { DEEDS_A_CASE, type Deed, type HeldCase, lastDeed } from './cases/case.ts';
export { competentFor, dutiesOf, heirsOf, refuseAbolished } from './cases/heirs.ts';
export { lapseCases } from './cases/lapse-cases.ts';
export { agenciesOfReach } from './cases/list-cases.ts';
export { openCase } from './cases/open-case.ts';
export { findCase, noSuchCase, reachesCase, takeCase } from './cases/take-case.ts';
export {
  DOCUMENT_CHARACTERS,
  type NewDeed,
  REASON_CHARACTERS,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from './cases/take-step.ts';
export {
  type Chart,
  clauseOf,
  mayRead,
  NOTHING_YET,
  possibleIn,
  rowsOf,
  type Step,
  type StepRow,
} from './charts/chart.ts';
export { drawChart } from './charts/draw-chart.ts';
export { type ClockEntry, type ClockReading, readClock } from './clock/index.ts';
export { type CaseClock, clocksOf, ledgerOf } from './clocks/clocks-of.ts';
export { enterClock } from './clocks/enter-clock.ts';
export { type ClockExtension, extendClock } from './clocks/extend-clock.ts';
export { addEvidence, type EvidenceAdded } from './evidence/add-evidence.ts';
export { refuseUnheldEvidence } from './evidence/find-evidence.ts';
export { takeEvidence, type UploadedEvidence } from './evidence/take-evidence.ts';
export { issuePaper, type PaperIssued } from './paper-acts/issue-paper.ts';
export { type PaperFormat, readPaper } from './paper-acts/read-paper.ts';
export {
  type CasePerson,
  CONDUCT_CHARACTERS,
  casePersons,
  DUTY_CHARACTERS,
  getNamed,
  isNamed,
  openIdentities,
} from './persons/case-persons.ts';
export { keepPerson, type PersonInRole } from './persons/keep-person.ts';
export { dropNamed, forgetNamed, markHeld } from './persons/let-go.ts';
export { tokenOf, withoutIdentity } from './persons/person-words.ts';
export { withoutNames } from './persons/without-names.ts';
export { type CorrectedFields, correctVersion, judgeCorrection } from './records/correct-version.ts';
export { judgeMove, writeMoved } from './records/move-record.ts';
export {
  type Decided,
  type RecordValues,
  recordOfCase,
  refuseRecorded,
  valuesOfDecision,
} from './records/record-of-case.ts';
export { caseworkRoutesUnder, type Procedures } from './routes.ts';
export { CaseId, CaseParams, EvidenceAnswered, EvidenceForm, PaperParams, PaperQuery } from './schemas.ts';
export { findService, type ServedPaper } from './services/find-service.ts';
export { recipientOf, recordService, type Serving } from './services/record-service.ts';
export { TASKS_A_SOURCE, type Task, type TaskSource } from './tasks/task.ts';
