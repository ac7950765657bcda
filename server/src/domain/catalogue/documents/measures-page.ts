import type { Bodies } from '../bodies.ts';
import { type Measure, PERSON_IN_ROLE, type Trigger } from '../types.ts';
import { code, page, table } from './markdown.ts';
import { citationWords, EFFECTS, TARGETS, termWords } from './words.ts';

const HEAD = `# 措施对照表

本页由 \`npx gongxin catalogue docs\` 从 \`catalogue/\` 生成，请改目录文件，不要改本页。

每一格是：某一事由发生在办理某一事项的主体身上时，办理单位应当或者可以采取的措施及其条款；没有条款的写“无”，不得采取任何措施。
惩戒措施分三类：A 减损权益或者增加义务，须有法律、法规或者党中央、国务院文件；B 管理措施，不减损权益；C 市场主体自主实施。
限制人身自由和日常生活的措施（出境、消费、升学等）由人民法院自行采取，不在本表。限制任职、从业只及于列入决定写明的责任人员、只及于所限的身份，表中注明“责任人员”；对单位的核查不涉及其人员。`;
const NOTHING = '无';

/** The matrix of matters and triggers: every cell says what follows, on which clause, or that nothing does. */
export function measuresPage(bodies: Bodies): string {
  const matters = [...bodies.matters.values()];
  const triggers = [...bodies.triggers.values()];
  return page([
    HEAD,
    `不引发任何措施的信息类别：${withoutTrigger(bodies).join('、')}。`,
    ...matters.flatMap((matter) => [
      `## ${matter.name} ${code(matter.code)}`,
      `依据：${matter.basis.map((cited) => citationWords(cited, bodies)).join('；')}。须为最新的来源：${matter.sources
        .map(({ category, maxAge }) => `${bodies.categories.get(category)?.name ?? category}（${termWords(maxAge)}内）`)
        .join('、')}。`,
      table(
        ['事由', '惩戒', '激励'],
        triggers.map((trigger) => [
          trigger.name,
          cell(bodies, matter.code, trigger.code, 'restriction'),
          cell(bodies, matter.code, trigger.code, 'incentive'),
        ]),
      ),
    ]),
    '## 事由',
    table(
      ['事由', '代码', '来自', '条件', '起止', '依据'],
      triggers.map((trigger) => [
        trigger.name,
        code(trigger.code),
        bodies.categories.get(trigger.category)?.name ?? trigger.category,
        code(trigger.when),
        spanWords(trigger, bodies),
        trigger.basis.map((cited) => citationWords(cited, bodies)).join('；'),
      ]),
    ),
    '## 措施',
    table(
      ['措施', '代码', '类型', '对象', '实施单位', '依据', '说明'],
      [...bodies.measures.values()].map((measure) => measureRow(measure, bodies)),
    ),
  ]);
}

function cell(bodies: Bodies, matter: string, trigger: string, way: Measure['direction']) {
  const said = [...bodies.measures.values()]
    .filter(({ direction, matters }) => direction === way && matters.includes(matter))
    .flatMap(({ name, targets, triggers }) =>
      triggers
        .filter((binding) => binding.trigger === trigger)
        .map(
          ({ effect, clause }) =>
            `${EFFECTS[effect]}：${name}${isForPersons(targets) ? '（责任人员）' : ''}，${citationWords(clause, bodies)}`,
        ),
    );
  return said.length === 0 ? NOTHING : said.join('；');
}

const isForPersons = (targets: Measure['targets']): boolean => targets.includes(PERSON_IN_ROLE);

function withoutTrigger({ categories, triggers }: Bodies): string[] {
  const grounds = new Set([...triggers.values()].map(({ category }) => category));
  return [...categories.values()].filter(({ code: of }) => !grounds.has(of)).map(({ name }) => name);
}

function spanWords(trigger: Trigger, bodies: Bodies): string {
  const lapses = (trigger.lapsesOn ?? []).map((code) => bodies.categories.get(code)?.name ?? code);
  return `${termOf(trigger, bodies)}${lapses.length === 0 ? '' : `；列入${lapses.join('、')}期间失效`}`;
}

function termOf({ category, from, until }: Trigger, { categories }: Bodies): string {
  const fields = categories.get(category)?.fields ?? [];
  const named = (id: string) => fields.find((field) => field.id === id)?.name ?? id;
  if ('lookBack' in until) return `自${named(from)}起${termWords(until.lookBack)}`;
  if ('condition' in until) return `自${named(from)}起，按条件终止`;
  const most = until.atMost === undefined ? '' : `，最长${termWords(until.atMost)}`;
  return `自${named(from)}起至${named(until.field)}${most}`;
}

function measureRow(measure: Measure, bodies: Bodies): string[] {
  return [
    measure.name,
    code(measure.code),
    measure.direction === 'incentive' ? '激励' : `惩戒 ${measure.type ?? ''}`,
    measure.targets.map((target) => TARGETS[target]).join('、'),
    measure.authority,
    measure.basis.map((cited) => citationWords(cited, bodies)).join('；'),
    measure.note ?? '',
  ];
}
