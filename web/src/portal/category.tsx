import { Clauses } from '../ui/clause.tsx';
import { Facts } from '../ui/facts.tsx';
import { Table } from '../ui/table.tsx';
import { Effects } from './effects.tsx';
import type { CategoryPage } from './model.ts';
import * as paths from './paths.ts';

export function CategoryView({ page }: { page: CategoryPage }) {
  const rules = [
    { name: '依据', value: <Clauses clauses={page.basis} /> },
    { name: '国家目录', value: page.national },
    { name: '性质', value: page.nature },
    { name: '记录谁的', value: page.subjects.join('、') },
    { name: '谁报送', value: page.submittedBy },
    { name: '公开属性', value: page.openness },
    ...(page.publishWithin === null ? [] : [{ name: '公示时限', value: page.publishWithin }]),
    { name: '公示多久', value: page.shown },
    { name: '政府部门使用多久', value: page.used },
    ...(page.note === null ? [] : [{ name: '说明', value: page.note }]),
  ];
  return (
    <>
      <p className="trail">
        <a href={paths.catalogue}>信用目录</a>
      </p>
      <h1>{page.name}</h1>
      <section aria-label="类别规则">
        <Facts facts={rules} />
      </section>
      {page.severity.length === 0 ? null : (
        <section aria-labelledby="severity">
          <h2 id="severity">失信严重程度与公示期</h2>
          <Table
            caption="按作出决定的机关适用的分级标准确定，不由报送单位自行填写；无法分级的不公示。"
            columns={[
              { name: '程度', share: 2 },
              { name: '公示期', share: 4 },
              { name: '何时可以申请修复', share: 4 },
            ]}
            rows={page.severity.map(({ name, shown, repair }) => ({ key: name, cells: [name, shown, repair] }))}
            compact
          />
        </section>
      )}
      {page.lists.length === 0 ? null : (
        <section aria-labelledby="lists">
          <h2 id="lists">包括哪些名单</h2>
          <ul>
            {page.lists.map(({ name, href }) => (
              <li key={href}>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Effects title="可能引起什么" effects={page.effects} />
      <section aria-labelledby="fields">
        <h2 id="fields">记录哪些内容</h2>
        <p>身份证件号码不记录、不公示。</p>
        <Facts facts={page.fields.map(({ shown, names }) => ({ name: shown, value: names.join('、') }))} />
      </section>
    </>
  );
}
