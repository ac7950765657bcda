export { codesForAgencies } from './agency-codes.ts';
export { type DocumentsResult, documentFolder } from './cli-documents.ts';
export { lintFolder } from './cli-lint.ts';
export { compileCatalogue } from './compile.ts';
export type { Condition } from './conditions.ts';
export { type Difference, differencesBetween } from './differences.ts';
export { type Document, documentsOf } from './documents/documents.ts';
export type { CompiledEnumeration, TermsRead } from './enumeration.ts';
export { catalogueInForce, catalogueVersion } from './in-force.ts';
export { judgePurpose } from './judge-purpose.ts';
export { type Finding, type FindingCode, lintCatalogue } from './lint.ts';
export { type Loaded, loadBundledCatalogue } from './load.ts';
export { missingStart } from './missing-start.ts';
export type {
  Catalogue,
  Column,
  CompiledCategory,
  CompiledMeasure,
  CompiledSeverity,
  CompiledTrigger,
  KnownPurpose,
  MeasureBinding,
} from './model.ts';
export type { Figures } from './policy.ts';
export { type Entry, readCatalogueFolder } from './read-folder.ts';
export { type RepairTerms, repairTermsFor } from './repair-terms.ts';
export { type Resting, repealing } from './repealing.ts';
export { catalogueRoutesUnder } from './routes.ts';
export { readLatestVersion } from './stored.ts';
export { exampleOf } from './template/example.ts';
export { templateName, templateOf } from './template/template.ts';
export { type Ground, groundsFor } from './triggers.ts';
export * from './types.ts';
export type { Fields, FieldValue, Judged } from './values.ts';
export { type Confirmation, type Confirmed, confirmVersion } from './versions/confirm-version.ts';
export type { Change, DryRun, Effects, TellEffects } from './versions/dry-run.ts';
export { lastHeldList } from './versions/last-held-list.ts';
export { lookAtProposal, type ProposalSeen } from './versions/look-at-proposal.ts';
export type { OfferedEntry } from './versions/offered-entries.ts';
export { type NewProposal, type Proposed, proposeVersion } from './versions/propose-version.ts';
export { rejectProposal, type Settled } from './versions/reject-proposal.ts';
export { digestProposed, listProposals, type Proposal } from './versions/stored-proposals.ts';
export { listVersions } from './versions/stored-versions.ts';
export { withdrawProposal } from './versions/withdraw-proposal.ts';
export { type WindowReason, type Windows, windowsFor } from './windows.ts';
