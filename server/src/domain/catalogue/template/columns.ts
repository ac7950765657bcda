import { typeWords } from '../documents/words.ts';
import type { CompiledCategory } from '../model.ts';
import type { Field, SourceTag } from '../types.ts';

/** One column of a template and the line that explains it. */
export type TemplateColumn = {
  field: Field;
  /** A star before the name of a column that every row fills in. */
  heading: string;
  required: string;
  how: string;
  terms: readonly string[];
  /** Something beside the terms may be typed: several of them, or 其他 with a text. */
  open: boolean;
  codes: string;
  source: string;
};

const SOURCES: Record<SourceTag, string> = {
  seen: '见于公开的标准材料',
  remembered: '据对标准的了解，待核',
  'local-document': '地方文件',
  own: '本平台自定',
};

/** The columns of a category's workbook, in the order of the catalogue; what is never held is not asked for. */
export function templateColumns(category: CompiledCategory): TemplateColumn[] {
  return category.fields
    .filter(({ type }) => type !== 'dropped')
    .map((field) => {
      const always = field.required === true || field.requiredIf === 'true';
      const terms = termsOf(field, category);
      return {
        field,
        heading: `${always ? '*' : ''}${field.name}`,
        required: requiredOf(field, category, always),
        how: howTo(field),
        terms,
        open: field.type === 'enum-set' || field.other === true || field.type === 'text',
        codes: (field.codes ?? []).join('、'),
        source: SOURCES[field.source ?? category.source ?? 'own'],
      };
    });
}

function termsOf(field: Field, category: CompiledCategory): string[] {
  if (field.id === category.decides.list) {
    return category.lists.filter(({ decidedBy }) => decidedBy === 'authority').map(({ name }) => name);
  }
  if (field.type !== 'enum' && field.type !== 'enum-set') return [];
  return category.termsOf(field.id).filter((term) => category.meansOf(field.id, term) !== 'person');
}

function requiredOf({ id, requiredIf }: Field, { identifies }: CompiledCategory, always: boolean): string {
  if (always) return '必填';
  if (requiredIf !== undefined) return '视本行其他内容必填';
  return id === identifies.code ? '应填；仅凭名称不能确定主体' : '选填';
}

function howTo(field: Field): string {
  switch (field.type) {
    case 'date':
      return '日期，如 2026-03-02';
    case 'term-end':
      return '截止日期，如 2027-03-01；长期有效的填“长期”';
    case 'year':
      return '四位年份，如 2025';
    case 'amount':
      return `金额，只填数字，单位${field.unit ?? '元'}`;
    case 'enum':
      return field.other === true ? '从列表中选一项，或填“其他：内容”' : '从列表中选一项';
    case 'enum-set':
      return '可填多项，用“、”隔开；列表外的填“其他：内容”';
    case 'agency-code':
    case 'subject-code':
      return '18 位统一社会信用代码，按文本填写';
    default:
      return typeWords(field);
  }
}
