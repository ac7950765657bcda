import type { Catalogue, CompiledCategory, Field } from '../domain/catalogue/index.ts';
import { addDays, addMonths } from '../kernel/dates.ts';
import type { Department } from './agencies.ts';
import type { Numbers } from './numbers.ts';
import type { Organisation } from './organisations.ts';
import type { Draw } from './random.ts';
import { factsText } from './texts.ts';

export type Row = Record<string, string>;
export type RowContext = {
  draw: Draw;
  catalogue: Catalogue;
  category: CompiledCategory;
  department: Department;
  organisation: Organisation;
  /** The day the round is sent, and a number no other row of the round has. */
  sentOn: string;
  number: number;
  /** The numbers departments give to their decisions. */
  numbers: Numbers;
  /** Where the day of the decision is not left to chance. */
  decidedOn?: string;
};

const PENALTIES = [
  { kinds: '警告', fine: null },
  { kinds: '通报批评', fine: null },
  { kinds: '罚款', fine: [2000, 5000, 20000, 80000, 300000] },
  { kinds: '罚款;没收违法所得、没收非法财物', fine: [10000, 60000] },
  { kinds: '责令停产停业', fine: null },
] as const;

/** One row as a careful clerk fills it in: by heading, in the sender's own words. */
export function makeRow(context: RowContext): Row {
  const { category } = context;
  const values: Record<string, string> = {};
  for (const field of category.fields) {
    const value = ownValue(field, context) ?? anyValue(field, context);
    if (value !== '') values[field.id] = value;
  }
  if (category.code === 'penalty') penalise(values, context);
  for (const { id, type } of category.fields) {
    if (values[id] === undefined && category.isRequired(id, values)) {
      values[id] = type === 'date' || type === 'term-end' ? addMonths(context.sentOn, 12) : '按认定文书载明的内容';
    }
  }
  for (const { id } of category.fields) if (category.isForbidden(id, values)) delete values[id];
  return Object.fromEntries(
    category.fields.flatMap(({ id, name }) => (values[id] === undefined ? [] : [[name, values[id]]])),
  );
}

function ownValue(field: Field, context: RowContext): string | null {
  const { category, department, organisation, draw, sentOn, number, numbers } = context;
  const { identifies, decides } = category;
  const decidedOn = context.decidedOn ?? daysBefore(context);
  switch (field.id) {
    case identifies.name:
      return organisation.name;
    case identifies.code:
      return organisation.code;
    case identifies.partyKind:
      return organisation.kind === '个体工商户' ? '个体工商户' : '法人及非法人组织';
    case decides.code:
    case 'sourceUnitCode':
      return department.code;
    case decides.name:
    case 'sourceUnit':
      return department.name;
    case decides.documentNo:
      return category.code === 'commitment'
        ? `990100${decidedOn.replaceAll('-', '')}${String(number % 1_000_000).padStart(6, '0')}`
        : numbers.next(seriesOf(department, category), decidedOn.slice(0, 4));
    case decides.on:
    case decides.validFrom:
    case 'servedOn':
      return decidedOn;
    case decides.validUntil:
      return category.nature === 'adverse'
        ? addMonths(decidedOn, draw.pick([6, 12, 24]))
        : addMonths(sentOn, draw.pick([1, 24, 60]));
    case decides.list:
      return draw.pick(department.lists.flatMap((code) => listName(context, code)));
    case 'caseNo':
      return `（${decidedOn.slice(0, 4)}）青9901执${number}号`;
    case 'year':
      return String(Number(sentOn.slice(0, 4)) - 1);
    default:
      return null;
  }
}

/** What a department writes before the number of a decision. */
export const seriesOf = ({ short }: Department, { name }: CompiledCategory): string => `青${short}${name.slice(-1)}字`;

const listName = ({ catalogue, category }: RowContext, code: string): string[] => {
  const list = catalogue.list(code);
  return list?.category === category.code ? [list.name] : [];
};

/** Most decisions are young when they are sent; some are late. */
function daysBefore({ sentOn, number }: RowContext): string {
  const late = number % 11 === 0;
  return addDays(sentOn, -(late ? 20 + (number % 40) : number % 8));
}

function anyValue(field: Field, { category, draw, department, sentOn }: RowContext): string {
  if (field.required !== true && !OPTIONAL_BUT_SHOWN.has(field.id)) return '';
  switch (field.type) {
    case 'enum':
    case 'enum-set':
      return draw.pick(category.termsOf(field.id).filter((term) => !term.startsWith('其他') && term !== '自然人'));
    case 'date':
      return sentOn;
    case 'year':
      return sentOn.slice(0, 4);
    case 'amount':
      return String(1 + draw.below(200));
    case 'text':
      return TEXTS[field.id]?.(draw, department) ?? `${category.name}：${field.name}`.slice(0, field.max ?? 200);
    default:
      return '';
  }
}

const OPTIONAL_BUT_SHOWN = new Set(['documentName', 'certificateName', 'amount', 'title', 'honour']);

const TEXTS: Record<string, (draw: Draw, department: Department) => string> = {
  content: (draw) => draw.pick(['准予从事申请的经营活动', '依法作出决定并送达当事人', '按申请事项办理']),
  grounds: (draw) => draw.pick(['相关法律、行政法规的规定', '本市公共信用信息目录所列依据']),
  facts: (draw, department) => factsText(draw, department.short),
  reason: (draw, department) => factsText(draw, department.short),
  violation: (draw) => draw.pick(['违反登记管理规定', '违反安全管理规定', '违反质量管理规定']),
  honour: (draw) => draw.pick(['诚信示范企业', '守合同重信用企业', '质量信用先进单位']),
  exitCondition: () => '履行义务并经认定单位核实后移出',
  court: () => '青禾市人民法院',
  grade: (draw) => draw.pick(['A', 'B', 'C']),
  documentName: (_draw, department) => `${department.name}决定书`,
};

function penalise(values: Record<string, string>, { draw }: RowContext): void {
  const penalty = draw.pick(PENALTIES);
  values.kinds = penalty.kinds;
  if (penalty.fine === null) {
    delete values.fine;
    values.content = `给予${penalty.kinds}`;
    return;
  }
  const yuan = draw.pick(penalty.fine);
  values.fine = String(yuan / 10_000);
  values.content = `罚款人民币${yuan}元`;
}
