import type { CalendarDate } from '../../kernel/dates.ts';
import type { WorkingCalendar } from '../../kernel/working-days.ts';
import type { Condition } from './conditions.ts';
import type { CompiledEnumeration, TermsRead } from './enumeration.ts';
import type { Figures } from './policy.ts';
import type {
  Calendar,
  Category,
  Edition,
  Field,
  Instrument,
  List,
  Matter,
  Measure,
  Paper,
  Purpose,
  RepairProof,
  Severity,
  SeverityTable,
  SubjectKind,
  Trigger,
} from './types.ts';
import type { Fields } from './values.ts';

/** A column of a file: the field it feeds, and which part of it where the old edition split one field into several. */
export type Column = { field: Field; part: number };

export type CompiledCategory = Omit<Category, 'editions' | 'keyOmits'> & {
  editions: readonly Edition[];
  keyOmits: readonly 'decidedBy'[];
  /** Natural persons need a ground of the schema's own allow-list, and no category of the catalogue has one. */
  takesPersons: false;
  fieldsById: ReadonlyMap<string, Field>;
  /** The fields two versions are compared by. */
  factFields: readonly Field[];
  /** Looks a heading up as written: Chinese name, alias, new or old field code, field id. */
  fieldByHeading(heading: string): Column | undefined;
  /** The edition of the exchange standard a file with these headings follows; undefined: the one in force. */
  editionOf(headings: Iterable<string>): Edition | undefined;
  /** The columns a file must have, in the order of the catalogue. */
  requiredColumns(edition?: Edition): Field[];
  /** Whether these values make the field's condition hold; false where it has none. */
  isRequired(fieldId: string, values: Fields): boolean;
  isForbidden(fieldId: string, values: Fields): boolean;
  /** Whether this row speaks against its subject: by the nature of the category, or by `adverseWhen`. */
  isAdverse(fields: Fields): boolean;
  /** Whether `publicity.onlyIf` lets this row be shown to anybody; true where it asks nothing. */
  isPublishable(fields: Fields): boolean;
  /** Whether the row itself says that its duty was performed; false where the category cannot say. */
  isPerformed(fields: Fields): boolean;
  /** Why the law lets nobody repair this row; null where it does. */
  neverRepaired(fields: Fields): { says: string; clause: string } | null;
  /** What this row proves for the repair of another record of its subject. */
  provesForRepair(fields: Fields): RepairProof[];
  /** Reads a cell of an enumeration field by the code of the file's edition: the terms as they are held. */
  readTerms(fieldId: string, text: string, edition?: string | null): TermsRead;
  /** What may be filled in, for the sentence of a refusal. */
  termsOf(fieldId: string, edition?: string | null): string[];
  /** What a held term of an enumeration field means to the engine (`in-force`, `person`, `minor`, a kind of subject). */
  meansOf(fieldId: string, term: string): string | undefined;
  /** register only: the kind of subject that a text of 主体类型 means. */
  kindOf(text: string): SubjectKind | undefined;
  /** register only: the kind of subject this row registers. */
  kindIn(fields: Fields): SubjectKind | undefined;
  triggers: readonly CompiledTrigger[];
  lists: readonly List[];
  /** The list that the record's own 名单类型 names. */
  listOf(fields: Fields): List | undefined;
};

export type CompiledTrigger = Omit<Trigger, 'when'> & { when: Condition };

export type CompiledSeverity = SeverityTable & {
  /** The class of the first rule that holds; null: the decision cannot be classed. */
  classOf(fields: Fields): Severity | null;
};

/** A measure whose bindings know the triggers that end them: those of the categories its own trigger lapses on. */
export type CompiledMeasure = Omit<Measure, 'triggers'> & {
  triggers: (Measure['triggers'][number] & { lapsedBy?: readonly string[] })[];
};

/** A measure as one trigger brings it. */
export type MeasureBinding = {
  measure: Measure;
  effect: Measure['triggers'][number]['effect'];
  clause: Measure['triggers'][number]['clause'];
  matters: readonly string[];
};

/** Why somebody may look at what is not public, and who may say so. */
export type KnownPurpose = Pick<Purpose, 'code' | 'name' | 'basis' | 'for'>;

/** One version of the catalogue, ready for use by every slice. Lookups by code answer undefined for what it lacks. */
export type Catalogue = {
  version: number;
  inForceFrom: CalendarDate;
  category(code: string): CompiledCategory | undefined;
  categories(): readonly CompiledCategory[];
  list(code: string): List | undefined;
  /** By name, alias or code as a department writes it; of this category where one is given. */
  listByName(text: string, category?: string): List | undefined;
  lists(): readonly List[];
  trigger(code: string): CompiledTrigger | undefined;
  triggersOf(category: string): readonly CompiledTrigger[];
  measure(code: string): Measure | undefined;
  measures(): readonly Measure[];
  measuresOf(trigger: string): readonly MeasureBinding[];
  measuresFor(matter: string): readonly Measure[];
  matter(code: string): Matter | undefined;
  matters(): readonly Matter[];
  /** By code or by an older one; the matters count. Undefined where this version lacks it. */
  purpose(code: string): KnownPurpose | undefined;
  /** Those of `purposes/`, then the matters. */
  purposes(): readonly KnownPurpose[];
  /** Undefined where this version lacks it. */
  paper(code: string): Paper | undefined;
  papers(): readonly Paper[];
  instrument(code: string): Instrument | undefined;
  instruments(): readonly Instrument[];
  enumeration(code: string): CompiledEnumeration | undefined;
  /** The table of this authority, else the one for all that have none of their own. */
  severityOf(category: string, authority: string | null): CompiledSeverity | undefined;
  severityTables(): readonly CompiledSeverity[];
  calendar(year: number): Calendar | undefined;
  /** Working days by the notices this version holds. */
  workingDays: WorkingCalendar;
  /** The figures of `policies/`. Asking a version that lacks one is a bug: the lint refuses it. */
  readonly policy: Figures;
};
