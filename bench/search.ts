import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { searchSubjects } from '../server/src/domain/subjects/index.ts';
import { bigrams, nameKey } from '../server/src/kernel/text.ts';
import { migrateAll } from '../server/src/migrations.ts';
import { openEmbedded } from '../server/src/platform/db/embedded/open.ts';
import { isRefusal } from '../server/src/platform/db/index.ts';
import { type Bench, type Part, rounded } from './bench.ts';
import { buildNames } from './search/names.ts';

/** Names; the large run is `GONGXIN_BENCH_NAMES=1000000 npm run bench -- search`. */
const NAMES = Number(process.env.GONGXIN_BENCH_NAMES ?? 100_000);
const SAMPLES = 60;
const PERCENTILE = 0.95;
const PAGE = 20;
/** What the baseline reads: as many matches as one would rank, in no order. */
const UNRANKED = 200;
const PASSABLE = 0o711;

/** Words by how many names hold them; common ones are those every county has thousands of. */
const WORDS = {
  rare: ['云杉第4711号', '瑞丰第9013号', '青禾第77号', '白露第3号印务', '第1234号商贸'],
  common: ['有限公司', '科技', '商贸有限', '青禾', '物流有限公司'],
  'two characters': ['青禾', '有限', '科技', '瑞丰', '印务'],
} as const;

/**
 * A page of ranked matches against an unranked bigram query with LIMIT 200, p95 of each kind of word, in turn on one
 * database. Ratio: the baseline's p95 over ours; 0.5 says we take twice as long.
 */
export const bench: Bench = async (say) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-bench-'));
  chmodSync(dataDir, PASSABLE);
  const opened = await openEmbedded({ dataDir, log: say });
  if (isRefusal(opened)) throw new Error(opened.message);
  const pool = new pg.Pool({ connectionString: opened.url, max: 2 });
  try {
    await migrateAll(opened.ownerUrl);
    say(`写入 ${NAMES} 个名称……`);
    await buildNames(opened.ownerUrl, NAMES);
    const parts: Part[] = [];
    for (const [kind, words] of Object.entries(WORDS)) {
      const ours: number[] = [];
      const baseline: number[] = [];
      for (let at = 0; at < SAMPLES; at += 1) {
        const word = words[at % words.length] ?? '';
        ours.push(await milliseconds(() => searchSubjects(pool, { query: word, limit: PAGE })));
        baseline.push(await milliseconds(() => unranked(pool, word)));
      }
      const ratio = p95(baseline) / p95(ours);
      say(`${kind}：p95 ${p95(ours).toFixed(1)} 毫秒，基线 ${p95(baseline).toFixed(1)} 毫秒`);
      parts.push({
        name: `${kind}, ${NAMES} names`,
        baseline: 'unranked bigram query, LIMIT 200',
        ratio: rounded(ratio),
        medianOf: SAMPLES,
      });
    }
    return parts;
  } finally {
    await pool.end();
    await opened.keeper.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
};

const unranked = (pool: pg.Pool, word: string) =>
  pool.query({
    name: 'unranked',
    text: `select subject_id, name from subject_name where bigrams @> $1 limit ${UNRANKED}`,
    values: [bigrams(nameKey(word))],
  });

async function milliseconds(body: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await body();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function p95(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * PERCENTILE))] ?? Number.NaN;
}
