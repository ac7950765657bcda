import type { Bodies } from '../bodies.ts';
import type { Category, Field } from '../types.ts';
import { code, list, table } from './markdown.ts';
import {
  citationWords,
  NATURES,
  opennessWords,
  requiredWords,
  SEVERITY_WORDS,
  SOURCES,
  SUBJECTS,
  termWords,
  typeWords,
  windowWords,
} from './words.ts';

/** One category: what it rests on, whom and how long it concerns, and its columns. */
export function categoryBlocks(category: Category, bodies: Bodies): (string | undefined)[] {
  const { fields, publicity, adverseWhen } = category;
  const shown = publicity === undefined ? '从不公示' : windowWords(publicity, fields);
  const onlyIf = publicity?.onlyIf === undefined ? '' : `；只限 ${code(publicity.onlyIf)}`;
  return [
    `### ${category.name} ${code(category.code)}`,
    list([
      `依据：${category.basis.map((cited) => citationWords(cited, bodies)).join('；')}`,
      `主体：${category.subjects.map((kind) => SUBJECTS[kind]).join('、')}`,
      `性质：${NATURES[category.nature]}${adverseWhen === undefined ? '' : `，不利的是 ${code(adverseWhen)}`}`,
      `同一记录：${keyWords(category)}`,
      `公示：${shown}${onlyIf}`,
      `共享和使用：${windowWords(category.use, fields)}`,
      `保存：${keptWords(category, bodies)}`,
      ...checkedWords(category, bodies),
      ...repairWords(category, bodies),
      ...(category.editions ?? []).map(
        ({ code: edition, knownBy, lacks }) =>
          `旧版 ${code(edition)}：以 ${knownBy.map(code).join('、')} 识别，没有 ${lacks.map((id) => nameOf(fields, id)).join('、')}`,
      ),
    ]),
    table(
      ['列名', '其他写法', '字段', '代码', '类型', '填报', '公开', '来源'],
      fields.map((field) => fieldRow(field, category)),
    ),
    category.note === undefined ? undefined : `注：${category.note}`,
  ];
}

function keptWords({ retention }: Category, bodies: Bodies): string {
  if (retention === undefined) return '终止后按“数值”中的默认期限，期满删除';
  const basis = retention.basis.map((cited) => citationWords(cited, bodies)).join('；');
  return `终止后${termWords(retention.afterEnd)}，期满删除（${basis}）`;
}

function checkedWords({ checkedUnder = [] }: Category, { matters }: Bodies): string[] {
  const names = checkedUnder.map((matter) => matters.get(matter)?.name ?? matter);
  return names.length === 0 ? [] : [`决定前核查：${names.join('、')}${names.length > 1 ? '（任一）' : ''}`];
}

/** When and on what an adverse row is repaired, and what a row proves for another's repair. */
function repairWords({ repair, proves = [] }: Category, bodies: Bodies): string[] {
  const proofs = proves.map(({ what, when }) => `可证明${PROOFS[what]}（用于其他信息的修复）：${code(when)}`);
  if (repair === undefined) return proofs;
  const { as, basis, performedWhen, never = [], conditions = [], shielded } = repair;
  const time =
    as === undefined
      ? '按失信严重程度分级或者名单的规定，没有规定的履行义务后即可'
      : `按“${SEVERITY_WORDS[as]}”的最短公示期`;
  return [
    `修复：${time}${shielded === true ? '；重整计划执行期间屏蔽' : ''}（${basis.map((cited) => citationWords(cited, bodies)).join('；')}）`,
    ...(performedWhen === undefined ? [] : [`本条已写明义务履行：${code(performedWhen)}`]),
    ...never.map(({ when, says, clause }) => `不予修复：${code(when)}，${says}（${citationWords(clause, bodies)}）`),
    ...conditions.map(({ says, clause }) => `修复还须：${says}（${citationWords(clause, bodies)}）`),
    ...proofs,
  ];
}

const PROOFS = { performance: '义务履行', commitment: '信用承诺' } as const;

function fieldRow(field: Field, category: Category): string[] {
  return [
    field.name,
    (field.aliases ?? []).join('、'),
    code(field.id),
    (field.codes ?? []).map(code).join(' '),
    typeWords(field),
    requiredWords(field),
    opennessWords(field, category),
    sourceOf(field, category),
  ];
}

function sourceOf(field: Field, category: Category): string {
  const source = field.source ?? category.source;
  return source === undefined ? '—' : SOURCES[source];
}

function keyWords({ naturalKey, keyOmits = [], fields }: Category): string {
  const decided = keyOmits.includes('decidedBy') ? [] : ['决定机关'];
  return [...decided, ...naturalKey.map((id) => nameOf(fields, id)), '主体'].join(' + ');
}

function nameOf(fields: readonly Field[], id: string): string {
  return fields.find((field) => field.id === id)?.name ?? id;
}
