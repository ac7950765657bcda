import type { ReactNode } from 'react';
import { inProse } from '../ui/dates.ts';
import { Pager } from '../ui/pager.tsx';
import { Table } from '../ui/table.tsx';
import { Day, UnderObjection } from './item.tsx';
import type { Department, PublicityPage, PublishedEntry } from './model.ts';
import { PartyLink } from './party-link.tsx';
import * as paths from './paths.ts';

export function PublicityView({ page }: { page: PublicityPage }) {
  return (
    <>
      <h1>双公示</h1>
      <p>
        行政机关作出行政许可、行政处罚等决定后，应当在 {page.workingDays} 个工作日内向社会公示。这里是
        {inProse(page.since)}以来作出、今日仍在公示期内的决定；更早的请在企业或组织的页面查看。
      </p>
      <nav aria-label="决定种类">
        <ul className="tabs">
          {page.kinds.map(({ name, href, current }) => (
            <li key={href}>
              <a href={href} aria-current={current ? 'true' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Departments page={page} />
      <section aria-labelledby="by-day">
        <h2 id="by-day">
          {page.department === null ? `按日期看${page.kindName}` : `${page.department.name}的${page.kindName}`}
        </h2>
        <Filter page={page} />
        {page.days.length === 0 ? <p className="empty">所选范围内没有正在公示的{page.kindName}。</p> : null}
        {page.days.length === 0 ? null : <Decisions days={page.days} />}
        <Pager first={page.first} firstHref={page.firstHref} next={page.next} nextName="更早的" />
      </section>
    </>
  );
}

function Departments({ page: { departments, kindName, workingDays, department } }: { page: PublicityPage }) {
  const columns = [
    { name: '部门', share: 4 },
    { name: '公示（项）', numeric: true, share: 1 },
    { name: `${workingDays} 个工作日内公示`, numeric: true, share: 2 },
    { name: '迟报（项）', numeric: true, share: 1 },
    { name: '最近决定日期', numeric: true, share: 2 },
  ] as const;
  const rows = departments.map((row) => ({
    key: row.code,
    cells: [
      <a key="name" href={row.href} aria-current={row.code === department?.code ? 'true' : undefined}>
        {row.name}
      </a>,
      row.published,
      timely(row),
      row.late,
      <Day key="last" date={row.lastDecidedOn} />,
    ],
  }));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="departments">
      <h2 id="departments">各部门公示是否及时</h2>
      <Table caption={`${kindName}，按公示数量排列。自决定之日起计算。`} columns={columns} rows={rows} />
    </section>
  );
}

function timely({ published, late }: Department): string {
  // Rounded down: "100%" is said of a department without a single late decision only.
  return `${Math.floor(((published - late) / published) * 100)}%`;
}

function Filter({ page: { kind, department, departments, until, since, today } }: { page: PublicityPage }) {
  return (
    <form action={paths.publicity} method="get" className="filter">
      <input type="hidden" name="kind" value={kind} />
      <p>
        <label htmlFor="department">部门</label>
        <select id="department" name="department" defaultValue={department?.code ?? ''}>
          <option value="">全部部门</option>
          {departments.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label htmlFor="until">决定日期不晚于</label>
        <input id="until" name="until" type="date" min={since} max={today} defaultValue={until ?? ''} />
      </p>
      <button type="submit">筛选</button>
    </form>
  );
}

function Decisions({ days }: { days: PublicityPage['days'] }) {
  const columns = [
    { name: '行政相对人', share: 3 },
    { name: '决定', share: 2 },
    { name: '文书号', share: 2 },
    { name: '决定机关', share: 2 },
    { name: '公示至', share: 1 },
  ] as const;
  const groups = days.map(({ day, entries }) => ({
    key: day,
    heading: inProse(day),
    rows: entries.map((entry, at) => ({ key: String(at), cells: cellsOf(entry) })),
  }));
  return <Table caption="按决定日期，最近的在前" columns={columns} groups={groups} />;
}

function cellsOf(entry: PublishedEntry): ReactNode[] {
  return [
    <PartyLink key="party" party={entry.party} />,
    entry.underObjection ? (
      <span key="title">
        {entry.title}
        <UnderObjection />
      </span>
    ) : (
      entry.title
    ),
    entry.documentNo ?? '无',
    entry.decidedBy,
    entry.shownUntil === null ? '长期' : <Day key="until" date={entry.shownUntil} />,
  ];
}
