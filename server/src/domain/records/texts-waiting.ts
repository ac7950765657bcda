import assert from 'node:assert/strict';
import { today } from '../../kernel/dates.ts';
import { maskIdentifiersIn } from '../../kernel/masking.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';
import { publicText } from './public-text.ts';
import { REVIEWED_TEXTS } from './reviewed-texts.ts';
import {
  type HeldFields,
  mannerOf,
  mayShowCategory,
  namesThatStay,
  type ReviewedTexts,
  shownFields,
} from './visible-fields.ts';

/** Records looked through for one page; a page may hold none that waits and still have a next. */
const LOOKED_THROUGH = 200;

export type WaitingText = {
  subjectId: string;
  recordId: string;
  category: string;
  version: number;
  /** Id of the field, and its heading. */
  field: string;
  fieldName: string;
  /** As held; only identity numbers are masked. */
  text: string;
  /** What the masker would show, for a person to complete. */
  proposal: string;
  because: string;
};
export type WaitingTexts = { texts: WaitingText[]; next?: string };

type Row = {
  subjectId: string;
  recordId: string;
  category: string;
  version: number;
  fields: HeldFields;
  reviewed: ReviewedTexts | null;
};

/**
 * Texts of an agency's records, published now or from a later day on, that the public does not see until a person has looked at
 * them. Its records are walked in their order and each window looked up: joined, all of them would be sorted for each page.
 */
export async function textsWaiting(
  db: Queryable,
  catalogue: Catalogue,
  { agency, after, now }: { agency: string; after?: string | undefined; now: Date },
): Promise<WaitingTexts> {
  const categories = catalogue.categories().filter(hasMaskedText);
  const { rows } = await db.query<Row>(
    `select r.subject_id as "subjectId", r.record_id as "recordId", r.category, r.version, r.fields,
            ${REVIEWED_TEXTS} as reviewed
       from record r
       cross join lateral (select from record_window w
         where w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null
           and w.public_from is not null and (w.public_until is null or w.public_until >= $4::date) limit 1) w
      where r.agency = $1 and r.superseded_at is null and r.record_id > $2 and r.category = any($3)
      order by r.record_id limit ${LOOKED_THROUGH}`,
    [agency, after ?? '', categories.map(({ code }) => code), today(now)],
  );
  const last = rows.at(-1);
  return {
    texts: rows.flatMap((row) => waitingIn(catalogue, row)),
    ...(rows.length === LOOKED_THROUGH && last !== undefined ? { next: last.recordId } : {}),
  };
}

function hasMaskedText(category: CompiledCategory): boolean {
  return (
    mayShowCategory(category, 'public') &&
    category.fields.some((field) => mannerOf(category, 'public', field) === 'masked')
  );
}

function waitingIn(catalogue: Catalogue, { fields, reviewed, ...record }: Row): WaitingText[] {
  const category = catalogue.category(record.category);
  assert(category !== undefined, 'only records of categories in force are read');
  const { waiting } = shownFields(category, 'public', fields, reviewed ?? {});
  return waiting.flatMap((field) => {
    const text = fields[field];
    if (typeof text !== 'string') return [];
    const masked = publicText(text, namesThatStay(category, fields));
    if (masked.kind !== 'unsure') return [];
    return [
      {
        ...record,
        field,
        fieldName: category.fieldsById.get(field)?.name ?? field,
        text: maskIdentifiersIn(text),
        proposal: masked.text,
        because: masked.because,
      },
    ];
  });
}
