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
export type {
  Catalogue,
  Column,
  CompiledCategory,
  CompiledSeverity,
  CompiledTrigger,
  KnownPurpose,
  MeasureBinding,
} from './model.ts';
export type { Figures } from './policy.ts';
export { type Entry, readCatalogueFolder } from './read-folder.ts';
export { type Resting, repealing } from './repealing.ts';
export { catalogueRoutes } from './routes.ts';
export { exampleOf } from './template/example.ts';
export { templateName, templateOf } from './template/template.ts';
export { type Ground, groundsFor } from './triggers.ts';
export * from './types.ts';
export type { Fields, FieldValue, Judged } from './values.ts';
export { type WindowReason, type Windows, windowsFor } from './windows.ts';
