import { inProse } from '../ui/dates.ts';
import { Table } from '../ui/table.tsx';
import type { ListsPage } from './model.ts';

export function ListsView({ page }: { page: ListsPage }) {
  const columns = [
    { name: '名单', share: 5 },
    { name: '认定单位', share: 3 },
    { name: '现列入（家）', numeric: true, share: 2 },
  ] as const;
  return (
    <>
      <h1>名单</h1>
      <p>
        名单须有法律、法规或者党中央、国务院文件依据才能设列。列入由认定单位作出决定，事先告知、听取陈述申辩；列入有期限或者移出条件，到期、移出即不再公示。下列数字截至
        {inProse(page.today)}。
      </p>
      {page.groups.map(({ name, lists }) => (
        <section key={name} aria-label={name}>
          <Table
            caption={<h2>{name}</h2>}
            columns={columns}
            rows={lists.map((list) => ({
              key: list.href,
              cells: [
                <a key="name" href={list.href}>
                  {list.name}
                </a>,
                list.decidedBy,
                list.entries,
              ],
            }))}
          />
        </section>
      ))}
    </>
  );
}
