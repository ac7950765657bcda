import { Chart } from '../ui/chart/chart.tsx';
import { inProse } from '../ui/dates.ts';
import { Table } from '../ui/table.tsx';
import type { HomePage } from './model.ts';
import * as paths from './paths.ts';
import { SearchBox } from './search-box.tsx';

const DOORS = [
  { href: paths.publicity, name: '双公示', what: '各部门作出的行政许可、行政处罚，按部门和日期看' },
  { href: paths.lists, name: '名单', what: '依法设列的名单：依据、认定单位、怎样移出' },
  { href: paths.repairGuide, name: '我要修复', what: '三步办理，需要什么、多久办结，不收费' },
  { href: paths.objectionGuide, name: '我要异议', what: '认为公示的信息有误，怎样提出、何时答复' },
  { href: paths.reportGuide, name: '我要举报', what: '举报一个单位的失信行为，可以不留姓名；查询办理结果' },
  { href: paths.catalogue, name: '信用目录', what: '这里记录组织的哪些信息，依据是什么' },
] as const;

export function HomeView({ page }: { page: HomePage }) {
  return (
    <>
      <section className="welcome" aria-labelledby="question">
        <h1 id="question">查一家企业或组织的公共信用信息</h1>
        <SearchBox query="" large />
        <p className="quiet">
          名称可以只输入一部分，也可以输入曾用名、代码前六位以上或拼音首字母。查询不需要登录，不收费。
        </p>
      </section>
      <nav aria-label="办事入口">
        <ul className="cards">
          {DOORS.map(({ href, name, what }) => (
            <li key={href}>
              <a href={href}>
                <strong>{name}</strong>
                <span>{what}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Week page={page} />
      <section aria-labelledby="figures">
        <h2 id="figures">统计</h2>
        <div className="charts">
          {page.charts.map((chart) => (
            <Chart key={chart.title} {...chart} />
          ))}
        </div>
      </section>
    </>
  );
}

function Week({ page: { week, today } }: { page: HomePage }) {
  const columns = [
    { name: '信息类别' },
    { name: '新公示（项）', numeric: true },
    { name: '结束公示（项）', numeric: true },
  ];
  const rows = week.rows.map(({ name, href, published, ended }) => ({
    key: name,
    cells: [
      href === null ? (
        name
      ) : (
        <a key="name" href={href}>
          {name}
        </a>
      ),
      published,
      ended,
    ],
  }));
  return (
    <section aria-labelledby="week">
      <h2 id="week">近七日</h2>
      {rows.length === 0 ? (
        <p>
          {inProse(week.from)}至{inProse(today)}没有新公示的信息。
        </p>
      ) : (
        <Table
          caption={`${inProse(week.from)}至${inProse(today)}。结束公示的只计数，不再列出。`}
          columns={columns}
          rows={rows}
          compact
        />
      )}
    </section>
  );
}
