import type { Queryable } from '../../../platform/db/pool.ts';
import { leafOf, type Seal } from '../seal.ts';
import type { TreeNode } from '../tree/growing-tree.ts';
import type { Lead } from './lead.ts';
import { sealOldEntries } from './seal-old-entries.ts';

/** Entries that get their positions in one transaction. */
export const ENTRIES_A_PASS = 2_000;
/** Once so many ids are settled the database is told, so that the next sequencer need not look so far back. */
const REMEMBER_EVERY = 1_000;

type Unsequenced = { entry_id: string } & (Pick<Seal, 'fields' | 'commitments'> | { fields: null; commitments: null });

/** Who could still bring an id: whoever holds the lock that an insert takes before it takes the id. */
const WRITING = `select virtualtransaction as writer from pg_locks
  where locktype = 'relation' and mode = 'RowExclusiveLock' and relation = 'journal_entry'::regclass
    and database = (select oid from pg_database where datname = current_database())`;

const COLUMNS = 'e.entry_id, s.fields, s.commitments from journal_entry e left join journal_seal s using (entry_id)';
const NEW = `select ${COLUMNS} where e.entry_id > $1 order by e.entry_id limit $2`;
const LATE = `select ${COLUMNS} join unnest($1::bigint[], $2::bigint[]) as missing(first, last)
    on e.entry_id between missing.first and missing.last order by e.entry_id limit $3`;

/**
 * Gives the committed entries that have no position theirs, late ones included, and answers how many. `client` is the
 * connection that holds the sequencer's lock; after an error `lead` is worthless.
 */
export async function sequenceEntries(client: Queryable, lead: Lead): Promise<number> {
  const late = await lookForLate(client, lead);
  const { rows: fresh } = await client.query<Unsequenced>({
    name: 'journal-new',
    text: NEW,
    values: [lead.high, ENTRIES_A_PASS],
  });
  for (const { entry_id } of fresh) {
    const id = Number(entry_id);
    lead.missing.notice(lead.high + 1, id - 1);
    lead.high = id;
  }
  const entries = [...late, ...fresh];
  if (entries.length === 0) return 0;
  await client.query('begin');
  await append(client, lead, entries);
  if (lead.missing.settledBelow(lead.high) - lead.remembered >= REMEMBER_EVERY) await rememberSettled(client, lead);
  await client.query('commit');
  return entries.length;
}

/** Tells the database up to which id everything is settled. */
export async function rememberSettled(client: Queryable, lead: Lead): Promise<void> {
  const settled = lead.missing.settledBelow(lead.high);
  if (settled <= lead.remembered) return;
  await client.query('insert into journal_settled (entry_id) values ($1) on conflict do nothing', [settled]);
  lead.remembered = settled;
}

async function lookForLate(client: Queryable, { missing }: Lead): Promise<Unsequenced[]> {
  if (missing.ranges.length === 0) return [];
  const { rows: holders } = await client.query<{ writer: string }>(WRITING);
  const writing = new Set(holders.map(({ writer }) => writer));
  missing.expect(writing);
  const { rows: late } = await client.query<Unsequenced>(LATE, [
    missing.ranges.map(({ from }) => from),
    missing.ranges.map(({ to }) => to),
    ENTRIES_A_PASS,
  ]);
  const ids = late.map(({ entry_id }) => Number(entry_id));
  missing.looked(writing, ids, late.length === ENTRIES_A_PASS ? ids.at(-1) : undefined);
  return late;
}

async function append(client: Queryable, { tree }: Lead, entries: readonly Unsequenced[]): Promise<void> {
  const old = await sealOldEntries(
    client,
    entries.filter(({ fields }) => fields === null).map(({ entry_id }) => entry_id),
  );
  const first = tree.size;
  const nodes: TreeNode[] = [];
  const hashes: Buffer[] = [];
  for (const entry of entries) {
    const seal = entry.fields === null ? (old.get(entry.entry_id) as Seal) : entry;
    const leaf = leafOf(entry.entry_id, seal);
    hashes.push(leaf);
    nodes.push(...tree.append(leaf));
  }
  await client.query({
    name: 'journal-append',
    text: `insert into journal_leaf (position, entry_id, hash)
           select $1::bigint + n - 1, id, hash from unnest($2::bigint[], $3::bytea[]) with ordinality as l(id, hash, n)`,
    values: [first, entries.map(({ entry_id }) => entry_id), hashes],
  });
  if (nodes.length === 0) return;
  await client.query(
    `insert into journal_node (level, index, hash) select * from unnest($1::int[], $2::bigint[], $3::bytea[])`,
    [nodes.map(({ level }) => level), nodes.map(({ index }) => index), nodes.map(({ hash }) => hash)],
  );
}
