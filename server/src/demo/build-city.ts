import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAgency } from '../domain/access/index.ts';
import { type Catalogue, type CompiledCategory, catalogueInForce } from '../domain/catalogue/index.ts';
import { receiveFile, runBatch } from '../domain/intake/index.ts';
import { withdrawRecord } from '../domain/records/index.ts';
import { addDays, today } from '../kernel/dates.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import type { System } from '../system.ts';
import { DEPARTMENTS, REGISTRAR } from './agencies.ts';
import { Numbers } from './numbers.ts';
import { type Decision, OBJECTED, objectToSome } from './objections.ts';
import { makeOrganisations, type Organisation } from './organisations.ts';
import { checkAndOverride, eligible, forgetNumbers, plantedRows } from './planted.ts';
import { type Draw, drawsFrom } from './random.ts';
import { makeRow, type Row } from './rows.ts';

/** Any constant: the city is the same on every machine. */
const SEED = 990_100;
/** Days before today on which every department sends its table; the last round is this week's. */
const ROUNDS = [300, 210, 120, 45, 1] as const;
/** Of a hundred rows, how many a hurried clerk gets wrong in a way the platform does not guess about. */
const PERCENT = { withoutCode: 1, misspelt: 1 };
/** Its reviewer is on leave: what this department sent last waits. */
const UNDER_REVIEW = '青禾市卫生健康委员会';
const WITHDRAWN = 5;
const MORNING = 'T02:00:00Z';

/**
 * Builds 青禾市 through the same intake every department uses: twenty departments, their tables of the past months, some
 * rows late, some unresolved, some decisions ended, withdrawn or under objection. The same city every time, around today.
 */
export async function buildCity(system: System, say: (line: string) => void): Promise<void> {
  const now = system.clock();
  const day = today(now);
  const draw = drawsFrom(SEED);
  const organisations = makeOrganisations(draw, day);
  const catalogue = await catalogueInForce(system.pool, day);
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-demo-'));
  try {
    await registerDepartments(system, catalogue);
    const scene = { draw, catalogue, organisations, numbers: new Numbers() };
    let number = 0;
    for (const [round, ago] of ROUNDS.entries()) {
      const sentOn = addDays(day, -ago);
      const then: System = { ...system, clock: () => new Date(`${sentOn}${MORNING}`) };
      if (round === 0) await submit(then, folder, REGISTRAR, 'registration', registerRows(organisations));
      if (round === ROUNDS.length - 1) await checkAndOverride(system, scene, day);
      for (const department of DEPARTMENTS) {
        for (const [code, count] of Object.entries(department.rows)) {
          const category = catalogue.category(code);
          if (category === undefined || (code === 'tax-grade-a' && round > 0)) continue;
          const parties = eligible(organisations, category, catalogue);
          const rows = Array.from({ length: count }, (_, at) => {
            number += 1;
            forgetNumbers(scene, { department, category, sentOn, ago, at });
            const organisation = partyOf(parties, category, catalogue, draw, code === 'tax-grade-a' ? number : null);
            const row = makeRow({ ...scene, category, department, organisation, sentOn, number });
            return spoilt(row, category, draw);
          });
          const more = plantedRows(scene, { department, category, sentOn, ago, number });
          await submit(then, folder, department.code, code, [...rows, ...more]);
        }
      }
      say(`青禾市：${sentOn} 的报送已入库`);
    }
    await endSome(system, catalogue);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function registerDepartments(system: System, catalogue: Catalogue): Promise<void> {
  const codes = {
    categories: new Set(catalogue.categories().map(({ code }) => code)),
    adverse: new Set<string>(),
    lists: new Set(catalogue.lists().map(({ code }) => code)),
  };
  await write(system.pool, system.clock, async (trx, now) => {
    for (const { code, name, rows, lists } of DEPARTMENTS) {
      const categories = [...Object.keys(rows), ...(code === REGISTRAR ? ['registration'] : [])];
      const release = name === UNDER_REVIEW ? 'reviewed' : 'direct';
      const added = await addAgency(
        trx,
        { actor: '演示', purpose: 'demo', now },
        { uscc: code, name, categories, lists, release },
        codes,
      );
      if (isRefusal(added)) throw new Error(added.detail);
    }
  });
}

function partyOf(
  organisations: readonly Organisation[],
  category: CompiledCategory,
  catalogue: Catalogue,
  draw: Draw,
  nth: number | null,
): Organisation {
  const register = catalogue.category('registration');
  for (let tries = 0; ; tries += 1) {
    const organisation = nth === null ? draw.pick(organisations) : organisations[(nth + tries) % organisations.length];
    const kind = organisation && register?.kindOf(organisation.kind);
    if (organisation && kind !== undefined && category.subjects.includes(kind)) return organisation;
    if (tries > organisations.length) throw new Error(`nobody in the city can be the party of ${category.code}`);
  }
}

function spoilt(row: Row, category: CompiledCategory, draw: Draw): Row {
  const code = category.fieldsById.get(category.identifies.code)?.name ?? '';
  if (draw.chance(PERCENT.withoutCode)) return { ...row, [code]: '' };
  if (draw.chance(PERCENT.misspelt)) return { ...row, [code]: `${row[code]?.slice(0, 4)}9${row[code]?.slice(5)}` };
  return row;
}

const registerRows = (organisations: readonly Organisation[]): Row[] =>
  organisations.map(({ name, code, kind, status, foundedOn, address }) => ({
    单位名称: name,
    统一社会信用代码: code,
    主体类型: kind,
    法定代表人: '（略）',
    成立日期: foundedOn,
    住所: address,
    登记机关: '青禾市市场监督管理局',
    登记机关统一社会信用代码: REGISTRAR,
    登记状态: status,
  }));

async function submit(
  system: System,
  folder: string,
  agency: string,
  category: string,
  rows: readonly Row[],
): Promise<void> {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const file = `${category}-${agency.slice(-4)}.csv`;
  const path = join(folder, file);
  const lines = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
  await writeFile(path, lines.map((cells) => cells.map(quoted).join(',')).join('\r\n'));
  const who = { actor: '演示数据员', agency, purpose: 'demo' };
  const received = await receiveFile(system, who, { category, agency, path, file, history: false, origin: 'cli' });
  if ('refused' in received) throw new Error(received.message);
  await runBatch(system, received.batchId);
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Some decisions were revoked and some are under objection, as in every city. */
async function endSome(system: System, catalogue: Catalogue): Promise<void> {
  const { rows } = await system.pool.query<Decision>(
    `select r.subject_id as "subjectId", r.record_id as "recordId", r.authority
       from record r join record_window w using (subject_id, record_id)
      where r.category = 'penalty' and r.superseded_at is null and w.superseded_at is null and w.public_from is not null
      order by r.decided_on desc, r.record_id limit $1`,
    [WITHDRAWN + OBJECTED],
  );
  for (const [at, { recordId, authority }] of rows.slice(0, WITHDRAWN).entries()) {
    await write(system.pool, system.clock, async (trx, now) => {
      const act = { actor: '演示经办', agency: authority, purpose: 'demo', now };
      const document = `青复〔${now.getUTCFullYear()}〕${at + 1}号`;
      const done = await withdrawRecord(trx, act, {
        category: 'penalty',
        record: { recordId },
        reason: '复议撤销',
        document,
      });
      if (isRefusal(done)) throw new Error(done.detail);
    });
  }
  await objectToSome(system, catalogue, rows.slice(WITHDRAWN));
}
