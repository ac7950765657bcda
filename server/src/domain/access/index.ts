export { type AgencyAdded, addAgency, type CatalogueCodes } from './add-agency.ts';
export { type Agency, RELEASES, type Release, readAgencyCode } from './agency.ts';
export { createApiKey, type KeyCreated } from './create-api-key.ts';
export { identifyBy } from './identify.ts';
export type { NewAgency } from './new-agency.ts';
export { POLICY, policy, type Right } from './policy.ts';
export {
  agenciesWithCategory,
  findAgenciesByName,
  findAgency,
  findAgencyByName,
  getAgency,
  listsDecidedBy,
  maySubmit,
  releaseOf,
  submitsFor,
} from './queries.ts';
export { type Place, reaches, regionCovers } from './reach.ts';
export { revokeApiKey } from './revoke-api-key.ts';
export { ADMINISTRATORS, isRole, ROLE_NAMES, ROLES, type Role, SECOND_FACTOR_ROLES, STAFF_ROLES } from './roles.ts';
export { hashToken, identifySessionBy, makeSession } from './sessions.ts';
export { agenciesWithin, reachOfAct, withinReach } from './within-reach.ts';
