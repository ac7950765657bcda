import type { Bodies } from '../bodies.ts';
import { type List, SEVERITIES } from '../types.ts';
import { code, table } from './markdown.ts';
import { citationWords, HOLDERS, SEVERITY_WORDS, termWords, UNITS } from './words.ts';

/** 代码集: what may be filled in. */
export function termBlocks({ enumerations }: Bodies): string[] {
  const blocks = [...enumerations.values()].flatMap(({ code: of, name, terms }) => [
    `### ${name} ${code(of)}`,
    table(
      ['值', '其他写法'],
      terms.map(({ term, aliases = [] }) => [term, aliases.join('、')]),
    ),
  ]);
  return ['## 代码集', ...blocks];
}

export function severityBlocks(bodies: Bodies): string[] {
  const blocks = [...bodies.severity.values()].flatMap(({ code: of, name, authorities, windows, rules }) => [
    `### ${name} ${code(of)}`,
    `适用：${authorities?.join('、') ?? '没有本部门分级表的各机关'}。自上而下第一条成立的生效；都不成立的不公示，等待明确。`,
    table(
      ['级别', '公示', '最短', '最长'],
      SEVERITIES.map((severity) => {
        const { published, min, max } = windows[severity];
        return [
          SEVERITY_WORDS[severity],
          published ? '公示' : '不公示',
          min === undefined ? '—' : termWords(min),
          termWords(max),
        ];
      }),
    ),
    table(
      ['条件', '级别', '依据'],
      rules.map(({ when, class: severity, basis }) => [
        code(when),
        SEVERITY_WORDS[severity],
        basis.map((cited) => citationWords(cited, bodies)).join('；'),
      ]),
    ),
  ]);
  return ['## 失信严重程度', ...blocks];
}

export function listBlocks(bodies: Bodies): string[] {
  const rows = [...bodies.lists.values()].map((list) => [
    list.name,
    code(list.code),
    bodies.categories.get(list.category)?.name ?? list.category,
    list.decidedBy === 'office' ? '本地认定' : list.authority,
    list.term === undefined ? '按条件' : termWords(list.term),
    list.exit,
    repairOfListWords(list, bodies),
    `${list.notice.daysToAnswer ?? '—'}天`,
    list.basis.map((cited) => citationWords(cited, bodies)).join('；'),
  ]);
  return ['## 名单', table(['名单', '代码', '类别', '认定单位', '期限', '移出', '修复', '答复', '依据'], rows)];
}

/** What a list says of repair beside its category. */
function repairOfListWords({ repair }: List, bodies: Bodies): string {
  if (repair === undefined) return '按类别';
  const { after, never, conditions = [] } = repair;
  return [
    ...(never === undefined ? [] : [`不予修复：${never.says}（${citationWords(never.clause, bodies)}）`]),
    ...(after === undefined ? [] : [`列入满${termWords(after)}`]),
    ...conditions.map(({ says, clause }) => `${says}（${citationWords(clause, bodies)}）`),
  ].join('；');
}

export function policyBlocks(bodies: Bodies): string[] {
  const rows = [...bodies.policies.values()].flatMap(({ name, figures, basis }) =>
    figures.map((figure) => [
      name,
      figure.name,
      `${figure.value}${UNITS[figure.unit]}`,
      code(figure.figure),
      basis.map((cited) => citationWords(cited, bodies)).join('；'),
    ]),
  );
  return ['## 数值', table(['事项', '含义', '数值', '代码', '依据'], rows)];
}

/** 用途: what `Gongxin-Purpose` may say; the matters may be named as well. */
export function purposeBlocks(bodies: Bodies): string[] {
  const rows = [...bodies.purposes.values()].map(({ code: of, name, for: holders, basis }) => [
    name,
    code(of),
    holders.map((holder) => HOLDERS[holder]).join('、'),
    basis.map((cited) => citationWords(cited, bodies)).join('；'),
  ]);
  return [
    '## 用途',
    '查询非公开信息须写明用途；各事项的代码也是用途代码。',
    table(['用途', '代码', '谁可以用', '依据'], rows),
  ];
}

/** 文书: what each paper asks its writer for. */
export function paperBlocks(bodies: Bodies): string[] {
  const rows = [...bodies.papers.values()].map(({ code: of, name, title, blanks, basis }) => [
    name,
    code(of),
    title,
    blanks.map((blank) => `${blank.name}${blank.optional === true ? '（选填）' : ''}`).join('、'),
    basis.map((cited) => citationWords(cited, bodies)).join('；'),
  ]);
  if (rows.length === 0) return [];
  return ['## 文书', table(['文书', '代码', '标题', '填写内容', '依据'], rows)];
}
