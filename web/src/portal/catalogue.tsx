import { Clauses } from '../ui/clause.tsx';
import { inProse } from '../ui/dates.ts';
import { Table } from '../ui/table.tsx';
import type { CataloguePage } from './model.ts';

export function CatalogueView({ page }: { page: CataloguePage }) {
  const columns = [
    { name: '信息类别', share: 2 },
    { name: '谁报送', share: 2 },
    { name: '公示多久', share: 2 },
    { name: '依据', share: 4 },
  ] as const;
  const rows = page.rows.map((row) => ({
    key: row.href,
    cells: [
      <span key="name">
        <a href={row.href}>{row.name}</a>
        <small>
          {row.national}；{row.openness}
        </small>
      </span>,
      row.submittedBy,
      row.shown,
      <Clauses key="basis" clauses={row.basis} />,
    ],
  }));
  return (
    <>
      <h1>信用目录</h1>
      <p>
        本平台只记录下列信息。目录之外的信息不得记入；没有列入措施清单的，不得据以采取任何措施。标有
        <span className="tag">依据待核</span>的条款尚未由工作人员与原文逐字核对。
      </p>
      <Table
        caption={`第 ${page.version} 版目录，自${inProse(page.inForceFrom)}起施行，共 ${page.rows.length} 类`}
        columns={columns}
        rows={rows}
      />
      <p>
        目录也可以按<a href="/api/docs">接口</a>读取。
      </p>
    </>
  );
}
