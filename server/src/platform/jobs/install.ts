import { makeWorkerUtils } from 'graphile-worker';
import { APP_ROLE, roleExists } from '../db/membership.ts';
import { withClient } from '../db/pool.ts';
import { quiet } from './graphile-log.ts';

/** The worker's tables, one by one: `graphile_worker.migrations` is read only, so that a worker cannot migrate. */
const TABLES = ['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs'];

/**
 * Installs or updates the job queue's schema as the database's owner, at migration time. Running it again changes nothing.
 *
 * The application's role then needs no more than rows: graphile-worker 0.18 looks at `migrations` when it starts and
 * changes the schema only if that is behind. Its tables have row security on and no policy, which shuts out everybody
 * but the owner, hence the policies.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const worker = await makeWorkerUtils({ connectionString: ownerUrl, maxPoolSize: 1, logger: quiet });
  try {
    await worker.migrate();
  } finally {
    await worker.release();
  }
  await withClient(ownerUrl, async (client) => {
    // One role for both purposes: it owns the tables and needs no grant.
    if (!(await roleExists(client))) return;
    const policies = TABLES.map(
      (table) => `
        drop policy if exists application on graphile_worker.${table};
        create policy application on graphile_worker.${table} to ${APP_ROLE} using (true) with check (true);
        grant select, insert, update, delete on graphile_worker.${table} to ${APP_ROLE};`,
    );
    await client.query(`begin;
      grant usage on schema graphile_worker to ${APP_ROLE};
      grant select on graphile_worker.migrations, graphile_worker.jobs to ${APP_ROLE};
      ${policies.join('')}
      commit;`);
  });
}
