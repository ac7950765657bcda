import type { Queryable } from '../../platform/db/write.ts';

/**
 * How a record was handed out: `archive` a look at an organisation's archive, `feed` a list of entries to respond to,
 * `finding` named in what supervision or another procedure found, `export` a file. What a check told is read from its log.
 */
export type DisclosureWay = 'archive' | 'feed' | 'finding' | 'export';

/** Without a version: the current one. */
export type Disclosed = { subjectId: string; recordId: string; version?: number };

/**
 * Remembers who was given which records, in the transaction that answers: whoever received one is told when it ends. The
 * agency is the recipient, whichever of its keys or posts asked. What the public may read is remembered of nobody; nor is a
 * look by the organisation at its own, or by the office at its own machine (`agency` undefined).
 */
export async function rememberDisclosures(
  trx: Queryable,
  { agency, way, now }: { agency: string | undefined; way: DisclosureWay; now: Date },
  disclosed: readonly Disclosed[],
): Promise<void> {
  if (agency === undefined || disclosed.length === 0) return;
  // in one order, so that two answers to one agency wait for each other and never in a circle
  const records = [...new Map(disclosed.map((one) => [`${one.subjectId} ${one.recordId}`, one]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
  await trx.query(
    `insert into record_disclosure as d (subject_id, record_id, recipient, version, ways, first_at, last_at)
     select r.subject_id, r.record_id, $1, coalesce(r.version, (select max(c.version) from record c
              where c.subject_id = r.subject_id and c.record_id = r.record_id), 1), array[$2], $3, $3
       from unnest($4::text[], $5::text[], $6::int[]) r(subject_id, record_id, version)
     on conflict (subject_id, record_id, recipient) do update set
       version = greatest(d.version, excluded.version), last_at = greatest(d.last_at, excluded.last_at),
       ways = case when d.ways @> excluded.ways then d.ways else d.ways || excluded.ways end`,
    [
      agency,
      way,
      now,
      records.map(({ subjectId }) => subjectId),
      records.map(({ recordId }) => recordId),
      records.map(({ version }) => version ?? null),
    ],
  );
}
