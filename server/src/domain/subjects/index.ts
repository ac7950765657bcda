export { bringIn, type Newcomer } from './bring-in.ts';
export { type Candidate, type Identified, identify, identifyForRegister, orgCodeKey } from './identify.ts';
export { kindOfCode } from './kinds.ts';
export { orgCodeOf } from './org-code.ts';
export { type ErasureReason, erasePerson, type PersonErasure } from './persons/erase-person.ts';
export { findPersonAsNamed } from './persons/find-person-as-named.ts';
export { findPersonByIdentifier } from './persons/find-person-by-identifier.ts';
export { forgetPersons } from './persons/forget-persons.ts';
export { holdPerson, type PersonGround, type PersonNamed } from './persons/hold-person.ts';
export { IDENTIFIER_KINDS, type IdentifierKind, normalNumber, type PersonIdentifier } from './persons/identifier.ts';
export { personJobs } from './persons/jobs.ts';
export { nameOfPerson, sealedName } from './persons/name-of-person.ts';
export { bindingsOf, type PersonBinding } from './persons/person-bindings.ts';
export { type PersonRelease, releasePerson } from './persons/release-person.ts';
export { type KeysRotated, rotatePersonKeys } from './persons/rotate-person-keys.ts';
export { personRoutes } from './persons/routes.ts';
export { namingDecision, resumePerson, suspendPerson } from './persons/suspend-person.ts';
export { findSubjectByCode, getSubject, namesOf, type Standing, type Subject, type SubjectName } from './queries.ts';
export { type Registration, registerSubjects, retireSubjects, rivalsOf } from './register.ts';
export { type KnownSubject, loadRegisterView, RegisterView, type Sought } from './register-view.ts';
export { subjectRoutes } from './routes.ts';
export {
  type FoundSubject,
  QUERY_CHARACTERS,
  SEARCH_PAGE,
  SEARCH_PAGE_AT_MOST,
  type SearchAnswer,
  type SearchRequest,
  searchSubjects,
} from './search.ts';
