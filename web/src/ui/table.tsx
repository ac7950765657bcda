import type { ReactNode } from 'react';

/** `share` is the width in tenths of the table; of all columns or of none. */
export type Column = { name: string; numeric?: boolean; share?: 1 | 2 | 3 | 4 | 5 };
export type Row = { key: string; cells: readonly ReactNode[] };
/** Rows under a heading of their own, which the screen reader says with each of them. */
export type RowGroup = { key: string; heading: ReactNode; rows: readonly Row[] };

type TableProps = {
  caption: ReactNode;
  columns: readonly Column[];
  /** Few narrow columns: stays a table on every screen. */
  compact?: boolean;
} & ({ rows: readonly Row[] } | { groups: readonly RowGroup[] });

/** Rows with horizontal rules only. On a narrow screen each row becomes a block and names its cells. */
export function Table({ caption, columns, compact = false, ...content }: TableProps) {
  return (
    <table className={compact ? 'compact' : 'stacking'}>
      <caption>{caption}</caption>
      <colgroup>
        {columns.map(({ name, share }) => (
          <col key={name} className={share === undefined ? undefined : `share-${share}`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ name, numeric }) => (
            <th key={name} scope="col" className={numeric ? 'number' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {'rows' in content ? (
        <tbody>
          {content.rows.map((row) => (
            <RowView key={row.key} row={row} columns={columns} />
          ))}
        </tbody>
      ) : (
        content.groups.map((group) => (
          <tbody key={group.key}>
            <tr className="group">
              <th colSpan={columns.length} scope="rowgroup">
                {group.heading}
              </th>
            </tr>
            {group.rows.map((row) => (
              <RowView key={row.key} row={row} columns={columns} />
            ))}
          </tbody>
        ))
      )}
    </table>
  );
}

function RowView({ row: { cells }, columns }: { row: Row; columns: readonly Column[] }) {
  return (
    <tr>
      {columns.map(({ name, numeric }, at) => {
        const className = numeric ? 'number' : undefined;
        const cell = cells[at];
        return at === 0 ? (
          <th key={name} scope="row" data-name={name} className={className}>
            {cell}
          </th>
        ) : (
          <td key={name} data-name={name} className={className}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
}
