import type { Fact, Group, Item, Section, SubjectPage } from '../../../../web/src/portal/model.ts';
import { subject as subjectPath } from '../../../../web/src/portal/paths.ts';
import { today } from '../../kernel/dates.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { Severity } from '../catalogue/index.ts';
import { noticesShown } from '../corrections/index.ts';
import {
  type Archive,
  type ArchiveRecord,
  archiveOf,
  RECORDS_PAGE,
  type RecordsPage,
  recordsOf,
} from '../records/index.ts';
import { kindName, stateName } from './labels.ts';
import { factsOf, recordItem } from './record-item.ts';
import { OTHER_SECTION, REPORT_SECTIONS } from './report-sections.ts';
import type { Asking } from './statistics.ts';
import { summaryOf } from './summary.ts';

/** Items of a category on the first page; the rest is one link away. */
const ITEMS_SHOWN = 10;
const ITEMS_A_PAGE = 50;
/** The register's own record, which is the head of the page. */
const REGISTER_RECORDS = 1;

export type SubjectAnswer = { page: SubjectPage; adverse: boolean; soleTrader: boolean };
export type Wanted = { subjectId: string; category?: string | undefined; after?: string | undefined };

/** The page of one organisation, or null where there is none, or no such part of it. */
export async function subjectPage(asking: Asking, wanted: Wanted): Promise<SubjectAnswer | null> {
  const { pool, catalogue, now } = asking;
  const { subjectId, category, after } = wanted;
  const question = { subjectId, openness: 'public', now } as const;
  // most organisations have no more records than this: their whole page is read at once
  const archive = await archiveOf(pool, catalogue, { ...question, limit: RECORDS_PAGE });
  if (isRefusal(archive)) return null;
  const register = catalogue.categories().find(({ role }) => role === 'register')?.code;
  const counts = archive.counts.filter(({ category: code }) => code !== register);
  const shown = category === undefined ? counts : counts.filter(({ category: code }) => code === category);
  if (category !== undefined && shown.length === 0) return null;

  const corrections = category === undefined ? await noticesShown(pool, { today: today(now), subjectId }) : [];
  const addressOf = (query: { category?: string; after?: string | undefined } = {}) =>
    subjectPath(archive.subject.code ?? subjectId, query);
  const whole = archive.next === undefined && after === undefined;
  const limit = category === undefined ? ITEMS_SHOWN : ITEMS_A_PAGE;
  const pages: RecordsPage[] = [];
  for (const { category: code } of shown) {
    const page = whole
      ? { records: archive.records.filter((record) => record.category === code).slice(0, limit) }
      : await recordsOf(pool, catalogue, { ...question, category: code, limit, after });
    if (isRefusal(page)) return null;
    pages.push(page);
  }
  const itemOf = await itemsBy(
    asking,
    subjectId,
    pages.flatMap(({ records }) => records),
  );
  const groups = shown.map(({ category: code, name, records: total }, nth): Group => {
    const items = (pages[nth]?.records ?? []).map(itemOf);
    const more = category === undefined && total > items.length ? { more: addressOf({ category: code }) } : {};
    return { category: code, name, total, items, ...more };
  });
  const onward = category === undefined ? undefined : pages[0]?.next;
  return {
    page: {
      page: 'subject',
      ...headOf(archive),
      address: addressOf(),
      today: today(now),
      summary: await summaryOf(asking, archive.counts),
      ...(corrections.length === 0 ? {} : { corrections: corrections.map(({ text }) => text) }),
      basics: register === undefined ? [] : await basicsOf(asking, archive, register),
      sections: category === undefined ? sectionsOf(asking, groups) : onlySection(groups),
      ...(category === undefined
        ? {}
        : {
            only: {
              name: groups[0]?.name ?? '',
              ...(onward === undefined ? {} : { next: addressOf({ category, after: onward }) }),
            },
          }),
    },
    adverse: counts.some(({ category: code }) => mayBeAdverse(asking, code)),
    soleTrader: archive.subject.kind === 'individual-business' || (archive.subject.code ?? '').startsWith('92'),
  };
}

/** Of a category of mixed nature some record may be: the page is then kept out of search engines as a whole. */
function mayBeAdverse({ catalogue }: Asking, code: string): boolean {
  const nature = catalogue.category(code)?.nature;
  return nature === 'adverse' || nature === 'mixed';
}

function headOf({ subject, names }: Archive) {
  return {
    name: subject.name,
    code: subject.code,
    kind: kindName(subject.kind),
    state: stateName(subject),
    formerNames: names.filter(({ standing }) => standing === 'former').map(({ name }) => name),
  };
}

async function basicsOf({ pool, catalogue, now }: Asking, archive: Archive, register: string): Promise<Fact[]> {
  const category = catalogue.category(register);
  const { subjectId } = archive.subject;
  const question = { subjectId, openness: 'public', category: register, limit: REGISTER_RECORDS, now } as const;
  const page = archive.next === undefined ? archive : await recordsOf(pool, catalogue, question);
  const record = isRefusal(page) ? undefined : page.records.find(({ category: code }) => code === register);
  return record === undefined || category === undefined ? [] : factsOf(category, record.fields);
}

async function itemsBy(
  { pool, catalogue }: Asking,
  subjectId: string,
  records: readonly ArchiveRecord[],
): Promise<(record: ArchiveRecord) => Item> {
  const { rows } = await pool.query<{ recordId: string; severity: Severity | null }>(
    `select record_id as "recordId", severity from record_window
      where subject_id = $1 and record_id = any($2) and superseded_at is null`,
    [subjectId, records.map(({ recordId }) => recordId)],
  );
  const severities = new Map(rows.map(({ recordId, severity }) => [recordId, severity]));
  return (record) => recordItem(catalogue, record, severities.get(record.recordId) ?? null);
}

function sectionsOf({ catalogue }: Asking, groups: Group[]): Section[] {
  const numberOf = ({ category }: Group) => catalogue.category(category)?.national.number ?? 0;
  const placed = new Set(REPORT_SECTIONS.flatMap(({ national }) => national));
  return [
    ...REPORT_SECTIONS.map(({ id, title, national }) => ({
      id,
      title,
      groups: groups.filter((group) => national.includes(numberOf(group))),
    })),
    { ...OTHER_SECTION, groups: groups.filter((group) => !placed.has(numberOf(group))) },
  ];
}

function onlySection(groups: Group[]): Section[] {
  return groups.map((group) => ({ id: group.category, title: group.name, groups: [group] }));
}
