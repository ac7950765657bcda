export { acceptInvitation } from './accounts/accept-invitation.ts';
export { findAccountByLogin } from './accounts/account-queries.ts';
export { createAccount } from './accounts/create-account.ts';
export { endAccount } from './accounts/end-account.ts';
export { findInvited } from './accounts/find-invited.ts';
export { firstAdministrator } from './accounts/first-administrator.ts';
export { baseUrlOf, invitationLink } from './accounts/invitation-link.ts';
export { type Invited, invite } from './accounts/invite.ts';
export { FOUNDING_ROLES, type FoundingRole, inviteAdministrator } from './accounts/invite-administrator.ts';
export { nameOfActor } from './accounts/name-of-actor.ts';
export { type AgencyAdded, addAgency, type CatalogueCodes } from './add-agency.ts';
export { type Agency, RELEASES, type Release, readAgencyCode } from './agency.ts';
export { createApiKey, type KeyCreated } from './create-api-key.ts';
export { competentFor, dutiesOf } from './duties.ts';
export { identifyBy } from './identify.ts';
export { accessJobs } from './jobs.ts';
export type { NewAgency } from './new-agency.ts';
export { officesOf } from './office-of.ts';
export { beginFlow, FLOW_MS } from './oidc/begin-flow.ts';
export { finishFlow } from './oidc/finish-flow.ts';
export { readProviders } from './oidc/provider.ts';
export { findProvider, providersOf } from './oidc/providers-of.ts';
export { signInByClaims } from './oidc/sign-in-by-claims.ts';
export type { Outside } from './outside.ts';
export { POLICY, policy, type Right } from './policy.ts';
export { askOrganisation } from './posts/ask-organisation.ts';
export { choosePost } from './posts/choose-post.ts';
export { confirmPost } from './posts/decide-post.ts';
export { entitledAccounts } from './posts/entitled-accounts.ts';
export type { Post } from './posts/post-queries.ts';
export { proposePost } from './posts/propose-post.ts';
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
export { accessRoutesUnder } from './routes.ts';
export { beginEnrolment, enrolmentUnderWay } from './second-factor/begin-enrolment.ts';
export { confirmEnrolment } from './second-factor/confirm-enrolment.ts';
export { renewRecoveryCodes } from './second-factor/renew-recovery-codes.ts';
export { showSecondFactor } from './second-factor/show-second-factor.ts';
export { hashToken, IDLE_MS, identifySessionBy, makeSession } from './sessions.ts';
export { changePassword } from './sign-in/change-password.ts';
export { endSession, endSessions } from './sign-in/end-sessions.ts';
export { openSessions, ownAccount } from './sign-in/own-account.ts';
export { PASSWORD_CHARACTERS } from './sign-in/password-rule.ts';
export { type ActAt, signIn } from './sign-in/sign-in.ts';
export { takeTry, triedAt } from './sign-in/take-try.ts';
export { agenciesWithin, reachOfAct, withinReach } from './within-reach.ts';
