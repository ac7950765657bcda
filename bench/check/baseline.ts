import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { gather } from '../../server/src/domain/checks/gather.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { SOURCES } from './city.ts';

/**
 * What the machine can do without us: bare node:http, the body parsed, one prepared lookup, an answer of the same JSON.
 * With `log` the answer also waits for one insert that is committed together with those of concurrent requests, by our
 * own way of gathering them.
 */
const [, , url = '', mode = 'read'] = process.argv;
const pool = openPool(url, { log: () => {} });
const LANES = 4;
const ROWS_OF_A_FAIR_GROUP = 8;
const ROWS_A_COMMIT = 1_000;

const LOOK_UP = `
select s.subject_id, s.code, s.name, s.kind, s.standing, s.status,
       g.record_id, g.valid_from, g.valid_until, r.document_no, r.authority, r.authority_name
  from subject s
  left join measure_ground g on g.subject_id = s.subject_id and g.superseded_at is null
       and g.valid_from <= $2 and (g.valid_until is null or g.valid_until >= $2)
  left join record r on r.subject_id = g.subject_id and r.record_id = g.record_id and r.version = g.version
 where s.subject_id = $1`;

const INSERT = `insert into bench_log (check_id, subject_id, answer)
select check_id, subject_id, answer from json_to_recordset($1::json) as l(check_id text, subject_id text, answer jsonb)`;

const hold = gather({
  work: async (rows: object[]) => {
    await pool.query({ name: 'insert', text: INSERT, values: [JSON.stringify(rows)] });
    return rows;
  },
  weigh: () => 1,
  most: ROWS_A_COMMIT,
  lanes: LANES,
  fair: ROWS_OF_A_FAIR_GROUP,
});

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const coverage = SOURCES.map((source) => ({ source, asOf: today }));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    answer(Buffer.concat(chunks).toString('utf8')).then(
      (text) => {
        response.writeHead(200, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(text),
        });
        response.end(text);
      },
      () => response.writeHead(500).end(),
    );
  });
});

async function answer(text: string): Promise<string> {
  const body = JSON.parse(text);
  const input = body.subjects[0];
  const { rows } = await pool.query({ name: 'look-up', text: LOOK_UP, values: [input.code, today] });
  const [row] = rows;
  const measures = rows
    .filter(({ record_id }) => record_id !== null)
    .map((one) => ({
      measure: 'procurement-restriction',
      name: '限制参加政府采购活动',
      direction: 'restriction',
      effect: 'must',
      clause: 'zbf-2016-64#二、（一）',
      decision: { recordId: one.record_id, documentNo: one.document_no },
      authority: one.authority,
      authorityName: one.authority_name,
      from: one.valid_from,
      until: one.valid_until,
    }));
  const checkId = randomUUID();
  const result = {
    input,
    subject: { subjectId: row.subject_id, code: row.code, name: row.name, kind: row.kind },
    known: row.standing,
    status: row.status,
    verdict: measures.length > 0 ? 'restricted' : 'clear',
    coverage,
    measures,
    ...(measures.length > 0 ? { feedbackToken: checkId.slice(0, 24) } : {}),
  };
  if (mode === 'log') await hold({ check_id: checkId, subject_id: row.subject_id, answer: result });
  return JSON.stringify({ checkId, answeredAt: new Date().toISOString(), results: [result] });
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
process.on('disconnect', () => process.exit());
