import { type Static, Type } from 'typebox';
import { canonicalJson, type Json, sha256Hex } from '../../../kernel/canonical-json.ts';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { compileCatalogue } from '../compile.ts';
import type { Catalogue } from '../model.ts';
import type { Entry } from '../read-folder.ts';
import { readEntries, readVersionHead } from '../stored.ts';
import { entriesDigest } from './entries-digest.ts';
import { type EntryDifference, entryDifferences } from './entry-changes.ts';
import { type BrokenCategory, brokenCategories } from './held-categories.ts';
import { type MeasureChange, measureChanges } from './measure-effects.ts';
import { overtakenFrom, versionOn } from './stored-versions.ts';
import { touchedCategories } from './touched-categories.ts';

/** Records that differ: how many, and the ids of the first few. */
const Records = Type.Object({ records: Type.Integer(), examples: Type.Array(Type.String()) });
/** On the version's day: in by the new rules and not by the old, out, or in or out by both with other days. */
const Turns = Type.Object({ entering: Records, leaving: Records, otherwise: Records });

export const Effects = Type.Object({
  categories: Type.Array(
    Type.Object({
      category: Type.String(),
      publication: Turns,
      use: Turns,
      /** Records lacking a day that the new rules count from: released under them only after a correction. */
      withoutStart: Records,
    }),
  ),
  grounds: Type.Array(Type.Object({ trigger: Type.String(), ...Turns.properties })),
  /** `grounds`: how many of that trigger hold on the day, each of which gains, loses or changes the measure. */
  measures: Type.Array(
    Type.Object({
      measure: Type.String(),
      trigger: Type.String(),
      change: Type.Enum(['begins', 'ends', 'changes']),
      grounds: Type.Integer(),
    }),
  ),
});
export type Effects = Static<typeof Effects>;

/** What a proposed version would change, as two officials see it. */
export const DryRun = Type.Object({
  /** The version that would be in force on the day otherwise: what the proposal is compared with. */
  against: Type.Integer(),
  /** Confirmed versions that would never take force, because this one comes no later. */
  overtakes: Type.Array(Type.Integer()),
  inForceFrom: Type.String(),
  /** Of the entries proposed. */
  entriesDigest: Type.String(),
  differences: Type.Array(
    Type.Object({
      kind: Type.String(),
      code: Type.String(),
      change: Type.Enum(['added', 'changed', 'removed']),
      changes: Type.Array(
        Type.Object({
          at: Type.String(),
          before: Type.Optional(Type.String()),
          after: Type.Optional(Type.String()),
        }),
      ),
      unshown: Type.Integer(),
    }),
  ),
  effects: Effects,
  /** How many records were looked at, and whether these were all that the version touches. Not part of the digest. */
  examined: Type.Object({ records: Type.Integer(), all: Type.Boolean() }),
});
export type DryRun = Static<typeof DryRun>;

/** What the rules change, for whoever knows the records: the slice above. */
export type Change = {
  held: Catalogue;
  proposed: Catalogue;
  day: CalendarDate;
  touched: readonly string[];
  broken: readonly BrokenCategory[];
  measures: readonly MeasureChange[];
};
export type TellEffects = (
  db: Queryable,
  change: Change,
) => Promise<{ effects: Effects; examined: DryRun['examined'] } | Refusal>;

/** Deterministic: the same entries, the same day and the same records give the same answer, whoever asks and when. */
export async function dryRunOf(
  db: Queryable,
  { entries, inForceFrom }: { entries: readonly Entry[]; inForceFrom: CalendarDate },
  tellEffects: TellEffects,
): Promise<DryRun | Refusal> {
  const against = await versionOn(db, inForceFrom);
  const [heldEntries, head] = [await readEntries(db, against), await readVersionHead(db, against)];
  const held = compileCatalogue(heldEntries, { version: against, inForceFrom: head?.inForceFrom ?? inForceFrom });
  const proposed = compileCatalogue(entries, { version: against + 1, inForceFrom });
  const differences: EntryDifference[] = entryDifferences(heldEntries, entries);
  const told = await tellEffects(db, {
    held,
    proposed,
    day: inForceFrom,
    touched: touchedCategories(differences, held, proposed),
    broken: brokenCategories(held, proposed),
    measures: measureChanges(held, proposed),
  });
  if (isRefusal(told)) return told;
  const overtakes = await overtakenFrom(db, inForceFrom);
  return { against, overtakes, inForceFrom, entriesDigest: entriesDigest(entries), differences, ...told };
}

/**
 * What an official signs. How many records were looked at is left out: a record that came since and to which the version
 * does nothing is no reason to look again.
 */
export function dryRunDigest({ examined: _seen, ...signed }: DryRun): string {
  return sha256Hex(canonicalJson(signed as unknown as Json));
}
