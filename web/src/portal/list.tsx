import { Clauses } from '../ui/clause.tsx';
import { inProse } from '../ui/dates.ts';
import { Facts } from '../ui/facts.tsx';
import { Pager } from '../ui/pager.tsx';
import { Table } from '../ui/table.tsx';
import { Effects } from './effects.tsx';
import { Day, UnderObjection } from './item.tsx';
import type { ListPage } from './model.ts';
import { PartyLink } from './party-link.tsx';
import * as paths from './paths.ts';

export function ListView({ page }: { page: ListPage }) {
  const rules = [
    { name: '设列依据', value: <Clauses clauses={page.basis} /> },
    { name: '由谁认定', value: page.decidedBy },
    { name: '期限', value: page.term },
    { name: '怎样移出', value: page.exit },
    {
      name: '列入前告知',
      value: (
        <>
          {page.notice}
          {page.noticeBasis.length === 0 ? null : <Clauses clauses={page.noticeBasis} />}
        </>
      ),
    },
    { name: '听取意见', value: page.hearing },
    ...(page.note === null ? [] : [{ name: '说明', value: page.note }]),
  ];
  return (
    <>
      <p className="trail">
        <a href={paths.lists}>名单</a>
      </p>
      <h1>{page.name}</h1>
      <section aria-label="名单规则">
        <Facts facts={rules} />
      </section>
      <Entries page={page} />
      <Effects title="列入后可能的影响" effects={page.effects} />
    </>
  );
}

function Entries({ page }: { page: ListPage }) {
  const columns = [
    { name: '名称', share: 3 },
    { name: '决定文书号', share: 2 },
    { name: '认定单位', share: 2 },
    { name: '列入日期', share: 1 },
    { name: '公示至', share: 1 },
  ] as const;
  const rows = page.entries.map((entry, at) => ({
    key: String(at),
    cells: [
      <PartyLink key="party" party={entry.party} />,
      entry.underObjection ? (
        <span key="document">
          {entry.documentNo ?? '无'}
          <UnderObjection />
        </span>
      ) : (
        (entry.documentNo ?? '无')
      ),
      entry.decidedBy,
      entry.from === null ? '' : <Day key="from" date={entry.from} />,
      entry.until === null ? '符合移出条件时' : <Day key="until" date={entry.until} />,
    ],
  }));
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">现列入的组织</h2>
      {rows.length === 0 ? (
        <p className="empty">截至{inProse(page.today)}，本平台没有正在公示的列入信息。</p>
      ) : (
        <Table
          caption={`截至${inProse(page.today)}共 ${page.total} 家，最近列入的在前。`}
          columns={columns}
          rows={rows}
        />
      )}
      <Pager first={page.first} firstHref={page.firstHref} next={page.next} />
      <p>
        对列入决定有异议，见<a href={paths.objectionGuide}>异议指引</a>；符合移出条件的，见
        <a href={paths.repairGuide}>信用修复指引</a>。
      </p>
    </section>
  );
}
