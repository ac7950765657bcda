import { type Chart, NOTHING_YET } from './chart.ts';

/** The chart as a Mermaid state diagram, for the README of its slice. */
export function drawChart(chart: Chart): string {
  const lines = chart.steps.flatMap(({ name, from, to, secondTo, serves, waits }) =>
    from.map((state) => {
      const needs = [
        secondTo === undefined ? '' : '第二人',
        serves === undefined ? '' : '须送达',
        waits === undefined ? '' : '期限届满',
      ];
      const said = needs.filter((need) => need !== '').join('、');
      return `  ${state === NOTHING_YET ? '[*]' : state} --> ${to === 'same' ? state : to}: ${name}${said === '' ? '' : `（${said}）`}`;
    }),
  );
  const states = Object.entries(chart.states);
  return [
    'stateDiagram-v2',
    ...states.map(([state, { name }]) => `  ${state}: ${name}`),
    ...lines,
    ...states.filter(([, { final }]) => final === true).map(([state]) => `  ${state} --> [*]`),
  ].join('\n');
}
