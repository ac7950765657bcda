export {
  type Archive,
  archiveOf,
  noSuchSubject,
  RECORDS_PAGE,
  RECORDS_PAGE_AT_MOST,
  type RecordsPage,
  type RecordsRequest,
  recordsOf,
} from './archive.ts';
export type { ArchiveRecord } from './archive-record.ts';
export { type Closure, closeRecord } from './close.ts';
export { type Correction, correctRecord } from './correct.ts';
export { effectsOfVersion } from './effects-of-version.ts';
export { type Ending, endWithheld } from './end-withheld.ts';
export { factsOf } from './facts.ts';
export { type CurrentVersion, findCurrent, findInSight } from './find-in-sight.ts';
export type { RecordReference } from './find-record.ts';
export { forgetRecords } from './forget-records.ts';
export { isShown } from './is-shown.ts';
export { recordJobs } from './jobs.ts';
export { lastConfirmed } from './last-confirmed.ts';
export { type Look, lookAtArchive, lookAtRecords } from './look-at-archive.ts';
export { closeWindows, openWindows, type WindowCause, type Windowed } from './open-windows.ts';
export { readMoment } from './read-moment.ts';
export { type RecordKey, recordIdOf } from './record-key.ts';
export { type Release, type Released, releaseRecords } from './release.ts';
export { type Disclosed, type DisclosureWay, rememberDisclosures } from './remember-disclosures.ts';
export { type Reopening, reopenRecord } from './reopen.ts';
export { recordRoutesUnder } from './routes.ts';
export { endStatement, keepStatement, STATEMENT_CHARACTERS, type Statement, standingStatement } from './statements.ts';
export { resumeRecord, type Suspension, type SuspensionCause, suspendRecord } from './suspend.ts';
export { type TakenRecord, takeRecord } from './take-record.ts';
export {
  type Ended,
  RECORD_ENDED,
  RECORD_RETURNED,
  type Returned,
  type Told,
  tellEnded,
  tellManyEnded,
  tellReturned,
} from './tell-ended.ts';
export { isMaskedFormOf } from './text-review.ts';
export {
  type Facts,
  type HeldRecord,
  type HeldVersion,
  judgeVersion,
  type RowOfRecord,
  type VersionJudgement,
} from './versions.ts';
export { type Caller as Openness, visibleFields } from './visible-fields.ts';
export { ENDING_DEEDS } from './visible-records.ts';
export { type Withdrawal, type Withdrawn, withdrawRecord } from './withdraw.ts';
export { refuseWithoutStart } from './without-start.ts';
export { type NewVersion, writeVersions } from './write-versions.ts';
