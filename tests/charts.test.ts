import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CHARTS } from '../server/src/app.ts';
import { drawChart, rowsOf, type StepRow } from '../server/src/domain/casework/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const byText = (a: StepRow, b: StepRow) => JSON.stringify(a).localeCompare(JSON.stringify(b));

test('the schema allows exactly the deeds that the charts of the slices name', async () => {
  const { rows } = await database.pool.query<StepRow>(
    'select procedure, deed, from_state, to_state, second_to, serves, waits from case_step',
  );
  const charted = CHARTS.flatMap(rowsOf).map((row) => ({ ...row }));
  assert.deepEqual(
    rows.sort(byText),
    charted.sort(byText),
    'a new migration writes into case_step what the chart says',
  );
});

for (const chart of CHARTS) {
  const states = Object.keys(chart.states);
  test(`${chart.name}: every state can be reached, and every one that is not final can be left`, () => {
    const reached = new Set<string>(['none']);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const { from, to } of chart.steps) {
        for (const state of from) if (reached.has(state)) reached.add(to === 'same' ? state : to);
      }
    }
    assert.deepEqual([...reached].filter((state) => state !== 'none').sort(), [...states].sort());
    const left = new Set(chart.steps.filter(({ to }) => to !== 'same').flatMap(({ from }) => from));
    const stuck = states.filter((state) => chart.states[state]?.final !== true && !left.has(state));
    assert.deepEqual(stuck, []);
    assert.deepEqual(
      [...left].filter((state) => state !== 'none' && chart.states[state]?.final === true),
      [],
    );
  });
}

/** Slices whose README shows the picture of a chart. */
const PICTURES = /<!-- chart:([a-z-]+) -->\n```mermaid\n[\s\S]*?```\n<!-- \/chart -->/g;

test('the picture in a README is drawn from the chart', () => {
  const drawn: string[] = [];
  for (const { procedure } of CHARTS) {
    const file = fileURLToPath(new URL(`../server/src/domain/${folderOf(procedure)}/README.md`, import.meta.url));
    const text = readFileSync(file, 'utf8');
    const fresh = text.replace(PICTURES, (whole, named: string) => {
      const chart = CHARTS.find((one) => one.procedure === named);
      if (chart === undefined) return whole;
      drawn.push(named);
      return `<!-- chart:${named} -->\n\`\`\`mermaid\n${drawChart(chart)}\n\`\`\`\n<!-- /chart -->`;
    });
    if (process.env.GONGXIN_UPDATE === '1') writeFileSync(file, fresh);
    assert.equal(
      fresh,
      text,
      `run with GONGXIN_UPDATE=1 npm test -- tests/charts, then look at ${folderOf(procedure)}/README.md`,
    );
  }
  assert.deepEqual([...new Set(drawn)].sort(), CHARTS.map(({ procedure }) => procedure).sort());
});

/** The slice a procedure belongs to. */
function folderOf(procedure: string): string {
  const folders: Record<string, string> = {
    listing: 'lists',
    honour: 'honours',
    rectification: 'rectification',
    interview: 'rectification',
    reorganisation: 'repair',
    'applied-notice': 'responses',
    'misconduct-report': 'misconduct-reports',
    objection: 'objections',
  };
  return folders[procedure] ?? procedure;
}
