import type { Category, Field, Trigger, Window } from '../types.ts';
import { citationsIn } from './citations.ts';
import { type Draft, each } from './draft.ts';
import type { Finding, FindingCode } from './finding.ts';

type Found = (at: string, code: FindingCode, message: string) => void;
type FieldType = Field['type'];
const DAYS: readonly FieldType[] = ['date', 'year'];
const ENDS: readonly FieldType[] = ['date', 'term-end'];

/** Whatever a file names exists: instruments, enumerations, categories, triggers, matters, and fields of the right type. */
export function danglingReferences(draft: Draft): Finding[] {
  const exists =
    (kind: 'categories' | 'triggers' | 'matters' | 'enumerations' | 'instruments', what: string) =>
    (found: Found, at: string, code: string) => {
      if (!draft.holds(kind, code))
        found(at, 'dangling', `目录中没有${what}“${code}”，请核对代码，或者先写 ${kind}/${code}.yaml。`);
    };
  const category = exists('categories', '信息类别');
  const trigger = exists('triggers', '触发条件');
  const matter = exists('matters', '事项');
  const enumeration = exists('enumerations', '代码集');
  const instrument = exists('instruments', '依据文件');
  const kinds = [
    'categories',
    'enumerations',
    'severity',
    'lists',
    'triggers',
    'measures',
    'matters',
    'policies',
    'purposes',
    'papers',
  ] as const;

  return [
    ...kinds.flatMap((kind) =>
      each(draft, kind, (body, found) => {
        for (const cited of citationsIn(body)) instrument(found, cited.at, cited.instrument);
      }),
    ),
    ...each(draft, 'instruments', ({ repealedBy }, found) => {
      if (repealedBy !== undefined) instrument(found, '/repealedBy', repealedBy);
    }),
    ...each(draft, 'categories', (body, found) => {
      for (const [index, field] of body.fields.entries()) {
        if (field.of !== undefined) enumeration(found, `/fields/${index}/of`, field.of);
      }
      for (const [index, edition] of (body.editions ?? []).entries())
        for (const [id, code] of Object.entries(edition.reads ?? {}))
          enumeration(found, `/editions/${index}/reads/${id}`, code);
      fieldsNamed(body, found);
    }),
    ...each(draft, 'severity', (body, found) => category(found, '/category', body.category)),
    ...each(draft, 'lists', (body, found) => category(found, '/category', body.category)),
    ...each(draft, 'matters', (body, found) => {
      for (const [index, source] of body.sources.entries())
        category(found, `/sources/${index}/category`, source.category);
    }),
    ...each(draft, 'triggers', (body, found) => {
      category(found, '/category', body.category);
      lapses(draft, body, found, category);
      const fields = fieldsOf(draft.categories.get(body.category)?.body);
      if (fields === null) return;
      known(fields, found, '/from', body.from, DAYS);
      if ('field' in body.until) known(fields, found, '/until/field', body.until.field, ENDS);
    }),
    ...each(draft, 'measures', (body, found) => {
      for (const [index, code] of body.matters.entries()) matter(found, `/matters/${index}`, code);
      for (const [index, binding] of body.triggers.entries())
        trigger(found, `/triggers/${index}/trigger`, binding.trigger);
    }),
  ];
}

/** Only what speaks for somebody lapses, and only on lists: a restriction ends by its own term or condition. */
function lapses(
  draft: Draft,
  { category, lapsesOn = [] }: Trigger,
  found: Found,
  exists: (found: Found, at: string, code: string) => void,
): void {
  for (const [index, code] of lapsesOn.entries()) {
    exists(found, `/lapsesOn/${index}`, code);
    const role = draft.categories.get(code)?.body.role;
    if (draft.holds('categories', code) && role !== 'list')
      found(`/lapsesOn/${index}`, 'wrong-field', `“${code}”不是名单类信息，不得据以使荣誉失效，请改写。`);
  }
  const nature = draft.categories.get(category)?.body.nature;
  if (lapsesOn.length > 0 && nature !== undefined && nature !== 'favourable')
    found('/lapsesOn', 'wrong-field', '只有守信类信息的触发条件可以写 lapsesOn，请删去。');
}

type FieldTypes = ReadonlyMap<string, FieldType>;

function fieldsOf(category: Category | undefined): FieldTypes | null {
  return category === undefined ? null : new Map(category.fields.map(({ id, type }) => [id, type]));
}

function known(fields: FieldTypes, found: Found, at: string, id: string, types?: readonly FieldType[]): void {
  const type = fields.get(id);
  if (type === undefined) {
    found(at, 'dangling', `本类没有字段“${id}”，请核对字段代码。`);
  } else if (types !== undefined && !types.includes(type)) {
    found(at, 'wrong-field', `字段“${id}”的类型是 ${type}，此处只能用 ${types.join('、')}，请换一个字段。`);
  }
}

function fieldsNamed(category: Category, found: Found): void {
  const fields: FieldTypes = new Map(category.fields.map(({ id, type }) => [id, type]));
  const some = (at: string, ids: readonly string[] | undefined, types?: readonly FieldType[]) => {
    for (const [index, id] of (ids ?? []).entries()) known(fields, found, `${at}/${index}`, id, types);
  };
  const one = (at: string, id: string | undefined, types?: readonly FieldType[]) => {
    if (id !== undefined) known(fields, found, at, id, types);
  };
  const { identifies, decides, registers } = category;
  one('/identifies/code', identifies.code, ['subject-code']);
  one('/identifies/name', identifies.name, ['text']);
  one('/identifies/orgCode', identifies.orgCode, ['text']);
  some('/identifies/oldNumbers', identifies.oldNumbers, ['text']);
  one('/identifies/partyKind', identifies.partyKind, ['enum']);
  some('/identifies/personNumbers', identifies.personNumbers, ['dropped']);
  one('/decides/code', decides.code, ['agency-code']);
  one('/decides/on', decides.on, ['date']);
  one('/decides/servedOn', decides.servedOn, ['date']);
  one('/decides/validFrom', decides.validFrom, ['date']);
  one('/decides/validUntil', decides.validUntil, ENDS);
  one('/decides/severity', decides.severity, ['enum']);
  one('/decides/status', decides.status, ['enum']);
  for (const word of ['name', 'documentNo', 'list'] as const) one(`/decides/${word}`, decides[word], ['text']);
  one('/registers/kind', registers?.kind, ['enum']);
  one('/registers/foundedOn', registers?.foundedOn, ['date']);
  one('/registers/status', registers?.status, ['enum']);
  one('/registers/region', registers?.region, ['text']);
  some('/naturalKey', category.naturalKey);
  for (const [index, edition] of (category.editions ?? []).entries()) {
    some(`/editions/${index}/lacks`, edition.lacks);
    for (const id of Object.keys(edition.reads ?? {})) one(`/editions/${index}/reads/${id}`, id, ['enum', 'enum-set']);
  }
  windowFields(category.use, '/use', one, category, found);
  if (category.publicity !== undefined) windowFields(category.publicity, '/publicity', one, category, found);
  for (const [index, field] of category.fields.entries()) {
    one(`/fields/${index}/agreesWith`, field.agreesWith, ['text']);
    one(`/fields/${index}/notBefore`, field.notBefore, ENDS);
    const lacking = lackingOf(field);
    if (lacking !== null)
      found(
        `/fields/${index}/${lacking}`,
        'wrong-field',
        `类型 ${field.type} 的字段“${field.id}”须写 ${lacking}，请补写。`,
      );
  }
}

/** A window opens on a day that every row has: else a record could be neither shown nor ended. */
function windowFields(
  { from, until }: Window,
  at: string,
  one: (at: string, id: string | undefined, types?: readonly FieldType[]) => void,
  category: Category,
  found: Found,
): void {
  one(`${at}/from`, from, DAYS);
  const start = category.fields.find(({ id }) => id === from);
  if (start !== undefined && start.required !== true) {
    found(`${at}/from`, 'wrong-field', `起算日“${from}”不是必填字段，期限可能无从起算，请换一个字段。`);
  }
  if ('field' in until) one(`${at}/until/field`, until.field, ENDS);
}

function lackingOf({ type, of, unit }: Field): 'of' | 'unit' | null {
  if ((type === 'enum' || type === 'enum-set') && of === undefined) return 'of';
  return type === 'amount' && unit === undefined ? 'unit' : null;
}
