import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import * as portal from '../../web/src/portal/paths.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, bidder, entry, fineHeavily, take } from './bidders.ts';
import { type City, send } from './city.ts';
import { csvOf, registration } from './tables.ts';

/** A record by what names it on every page and in every answer, and nowhere else. */
export type Held = { subjectId: string; recordId: string; category: string; documentNo: string };
/** An organisation with a heavy fine and an entry in a list that the authority keeps, both public and both restricting. */
export type Party = Bidder & { fine: Held; listed: Held };

const { market, drug, court } = AGENCIES;

/** Registers organisations of these numbers, fines and lists them. `history`: what came with old files, withheld. */
export async function registerParties(city: City, numbers: readonly number[], history = false): Promise<Party[]> {
  const bidders = numbers.map(bidder);
  await take(
    city,
    market,
    'registration',
    bidders.map(({ code, name }) => registration(code, name)),
  );
  if (history) await fineAsHistory(city, bidders);
  else await fineHeavily(city, bidders);
  const entries = bidders.map((one) => ({
    ...entry(court, '失信被执行人名单', one, `（2026）青9901执${one.code.slice(-6)}号之一`),
    执行法院: court.name,
    案号: `（2026）青9901执${one.code.slice(-6)}号`,
  }));
  const name = `listed-${numbers[0]}.csv`;
  const sent = { category: 'judgment-default', agency: court.code, name, content: csvOf(entries), history };
  assert.equal((await send(city, sent)).accepted, bidders.length);
  return Promise.all(bidders.map((one) => withRecords(city, one)));
}

async function fineAsHistory(city: City, bidders: readonly Bidder[]): Promise<void> {
  const rows = bidders.map(({ code, name }) => ({
    行政相对人名称: name,
    行政相对人类别: '法人及非法人组织',
    统一社会信用代码: code,
    行政处罚决定书文号: `青药罚〔2026〕${code.slice(-6)}号`,
    违法行为类型: '生产假药',
    违法事实: '见决定书',
    处罚依据: '某法第一百一十六条',
    处罚类别: '罚款',
    处罚内容: '罚款250万元',
    '罚款金额（万元）': '250',
    处罚决定日期: '2026-11-02',
    处罚机关: drug.name,
    处罚机关统一社会信用代码: drug.code,
    数据来源单位: drug.name,
    数据来源单位统一社会信用代码: drug.code,
  }));
  const sent = { category: 'penalty', agency: drug.code, name: 'old-fines.csv', content: csvOf(rows), history: true };
  assert.equal((await send(city, sent)).accepted, bidders.length);
}

async function withRecords(city: City, one: Bidder): Promise<Party> {
  const { rows } = await city.system.pool.query<Held>(
    `select subject_id as "subjectId", record_id as "recordId", category, document_no as "documentNo"
       from record where subject_id = $1 and category <> 'registration' and superseded_at is null`,
    [one.code],
  );
  const of = (category: string) => {
    const found = rows.find((row) => row.category === category);
    assert(found !== undefined, `${one.code} has its ${category}`);
    return found;
  };
  return { ...one, fine: of('penalty'), listed: of('judgment-default') };
}

/** A way to read, open to somebody: its name, and everything it says about a party. */
export type ReadPath = { name: string; read: (party: Party) => Promise<string> };
type Asked = { headers?: Record<string, string> };

/** Answers as text; what is not there says nothing. */
async function textOf(server: FastifyInstance, url: string, { headers = {} }: Asked = {}): Promise<string> {
  const response = await server.inject({ url, headers });
  assert.ok(response.statusCode === 200 || response.statusCode === 404, `${response.statusCode} of ${url}`);
  return response.statusCode === 200 ? response.body : '';
}

/** The archive of a party over the interface: whole, by category, and by any of the dates, which only take away. */
export function archivePaths(
  server: FastifyInstance,
  { days = [], moments = [], headers }: { days?: readonly string[]; moments?: readonly string[] } & Asked,
): ReadPath[] {
  const at = (code: string, rest = '') =>
    textOf(server, `/api/v1/subjects/${code}${rest}`, { ...(headers && { headers }) });
  const queries = [
    '?limit=200',
    '?category=penalty',
    '?category=judgment-default',
    ...days.map((day) => `?asOf=${day}`),
    ...moments.map((moment) => `?knownAt=${encodeURIComponent(moment)}`),
    ...days.flatMap((day) => moments.map((moment) => `?asOf=${day}&knownAt=${encodeURIComponent(moment)}`)),
  ];
  return [
    { name: 'archive', read: ({ code }) => at(code) },
    ...queries.map((query) => ({
      name: `records${query}`,
      read: ({ code }: Party) => at(code, `/records${query}`),
    })),
  ];
}

/** Every public page on which a record may stand. */
export function pagePaths(server: FastifyInstance): ReadPath[] {
  const page = (path: string) => textOf(server, path);
  return [
    { name: 'page of the organisation', read: ({ code }) => page(portal.subject(code)) },
    { name: 'its penalties', read: ({ code }) => page(portal.subject(code, { category: 'penalty' })) },
    { name: 'its entries', read: ({ code }) => page(portal.subject(code, { category: 'judgment-default' })) },
    { name: '双公示', read: () => page(portal.publicityOf({ kind: 'penalty' })) },
    {
      name: '双公示 of the authority',
      read: () => page(portal.publicityOf({ kind: 'penalty', department: drug.code })),
    },
    { name: 'the list', read: () => page(portal.list('judgment-defaulters')) },
    { name: 'search by code', read: ({ code }) => page(portal.search(code)) },
    { name: 'search by name', read: ({ name }) => page(portal.search(name)) },
    { name: 'home', read: () => page(portal.home) },
  ];
}
