export { type AgencyAdded, addAgency, type CatalogueCodes } from './add-agency.ts';
export { type Agency, RELEASES, type Release, readAgencyCode } from './agency.ts';
export { createApiKey, type KeyCreated } from './create-api-key.ts';
export { identifyBy } from './identify.ts';
export type { NewAgency } from './new-agency.ts';
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
export { revokeApiKey } from './revoke-api-key.ts';
