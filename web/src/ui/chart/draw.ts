import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { PALETTE } from './palette.ts';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

export type Drawn = {
  shape: 'columns' | 'bars';
  unit: string;
  labels: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
};

/** Drawn for the narrow screen and scaled up, so that its letters are never smaller than the page's small print. */
export const CHART_WIDTH = 400;
const COLUMNS_HEIGHT = 260;
const BAR_HEIGHT = 34;
const BARS_AROUND = 16;
const LETTERS = 14;
/** Longer names are cut in the drawing; the table has them whole. */
const LABEL_CHARACTERS = 10;

/** The chart as SVG text, drawn without a browser. */
export function drawChart(chart: Drawn): { svg: string; height: number } {
  const height =
    chart.shape === 'columns' ? COLUMNS_HEIGHT : BARS_AROUND + BAR_HEIGHT * Math.max(chart.labels.length, 2);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height });
  try {
    drawing.setOption(optionOf(chart));
    return { svg: drawing.renderToSVGString(), height };
  } finally {
    drawing.dispose();
  }
}

function optionOf({ shape, unit, labels, series }: Drawn) {
  const text = { color: PALETTE.ink, fontSize: LETTERS };
  const names = {
    type: 'category' as const,
    data: [...labels],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: PALETTE.rule } },
    axisLabel: { ...text, formatter: shorten },
  };
  const values = {
    type: 'value' as const,
    minInterval: 1,
    splitNumber: 4,
    axisLabel: text,
    splitLine: { lineStyle: { color: PALETTE.rule } },
    ...(unit === '%' ? { max: 100 } : {}),
  };
  const bars = shape === 'bars';
  const several = series.length > 1;
  return {
    animation: false,
    color: [PALETTE.accent, PALETTE.second],
    grid: {
      left: 8,
      right: bars ? 48 : 8,
      top: several ? 40 : bars ? 4 : 16,
      bottom: bars ? 4 : 8,
      containLabel: true,
    },
    ...(several ? { legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: text } } : {}),
    // The first name stands on top.
    xAxis: bars ? { ...values, show: false } : names,
    yAxis: bars ? { ...names, inverse: true, axisLine: { show: false } } : values,
    series: series.map(({ name, values: data }) => ({
      type: 'bar' as const,
      name,
      data: [...data],
      barMaxWidth: 18,
      label: bars
        ? { show: true, position: 'right' as const, ...text, formatter: `{c}${unit === '%' ? '%' : ''}` }
        : {},
    })),
  };
}

function shorten(name: string): string {
  const characters = [...name];
  return characters.length <= LABEL_CHARACTERS ? name : `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`;
}
