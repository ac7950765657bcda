import { Table } from '../table.tsx';
import { CHART_WIDTH, type Drawn, drawChart } from './draw.ts';
import { svgElements } from './svg-elements.ts';

export type ChartProps = Drawn & { title: string; note: string; heading: string };

/** A chart and, one step behind it, the numbers it is drawn from. */
export function Chart({ title, note, heading, ...drawn }: ChartProps) {
  const empty = drawn.labels.length === 0;
  return (
    <figure className="chart">
      <figcaption>
        <h3>{title}</h3>
        <p className="quiet">{note}</p>
      </figcaption>
      {empty ? (
        <p className="quiet">暂无可统计的信息。</p>
      ) : (
        <>
          <Drawing title={title} drawn={drawn} />
          <details>
            <summary>
              看数字<span className="visually-hidden">：{title}</span>
            </summary>
            <Numbers title={title} heading={heading} drawn={drawn} />
          </details>
        </>
      )}
    </figure>
  );
}

function Drawing({ title, drawn }: { title: string; drawn: Drawn }) {
  const { svg, height } = drawChart(drawn);
  return (
    <svg viewBox={`0 0 ${CHART_WIDTH} ${height}`} role="img" aria-label={`${title}，数字见下方表格`}>
      {svgElements(svg)}
    </svg>
  );
}

function Numbers({
  title,
  heading,
  drawn: { labels, series, unit },
}: {
  title: string;
  heading: string;
  drawn: Drawn;
}) {
  const columns = [{ name: heading }, ...series.map(({ name }) => ({ name: `${name}（${unit}）`, numeric: true }))];
  const rows = labels.map((label, at) => ({
    key: label,
    cells: [label, ...series.map(({ values }) => values[at] ?? '无')],
  }));
  return <Table caption={title} columns={columns} rows={rows} compact />;
}
