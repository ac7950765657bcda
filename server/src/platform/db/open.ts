import type pg from 'pg';
import type { EmbeddedOptions } from './embedded/bring-up.ts';
import { openEmbedded } from './embedded/open.ts';
import { openExternal } from './external.ts';
import { openPool } from './pool.ts';
import { type DatabaseRefusal, isRefusal } from './refusal.ts';

export type OpenDatabase = {
  kind: 'embedded' | 'external';
  /** Another living process of ours runs the embedded cluster and we only talk to it. May turn false when that one ends. */
  readonly attached: boolean;
  /** Connection string of the application's role. */
  url: string;
  /** Connection string of the role that owns the database and runs migrations; equals `url` where one role serves both. */
  ownerUrl: string;
  /** Bounded pool of the application's role. It survives a restart of the server. */
  pool: pg.Pool;
  /** Ends the pool and, when we own the embedded cluster and nobody else uses it, stops the server and waits. */
  close(): Promise<void>;
};

export type OpenDatabaseOptions = {
  /** Folder of the embedded cluster; not touched when `databaseUrl` is given. */
  dataDir: string;
  databaseUrl?: string | undefined;
  ownerUrl?: string | undefined;
  /** Receives zh-CN sentences for the operator, one line each. */
  log: (line: string) => void;
  poolSize?: number | undefined;
  /** For tests. */
  embedded?: Pick<EmbeddedOptions, 'binaries' | 'shelter' | 'settings'>;
};

/** Opens the database named by `databaseUrl`, or the embedded one of the data folder, started and complete. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase | DatabaseRefusal> {
  return options.databaseUrl ? external(options, options.databaseUrl) : embedded(options);
}

async function external(options: OpenDatabaseOptions, url: string): Promise<OpenDatabase | DatabaseRefusal> {
  const opened = await openExternal(url, options.ownerUrl, options.log);
  if (isRefusal(opened)) return opened;
  const pool = openPool(url, { size: options.poolSize, log: options.log });
  return { kind: 'external', attached: false, ...opened, pool, close: () => pool.end() };
}

async function embedded(options: OpenDatabaseOptions): Promise<OpenDatabase | DatabaseRefusal> {
  const opened = await openEmbedded({ ...options.embedded, dataDir: options.dataDir, log: options.log });
  if (isRefusal(opened)) return opened;
  const { keeper, url, ownerUrl } = opened;
  const pool = openPool(url, { size: options.poolSize, log: options.log });
  return {
    kind: 'embedded',
    get attached() {
      return !keeper.owning;
    },
    url,
    ownerUrl,
    pool,
    close: async () => {
      await pool.end();
      await keeper.close();
    },
  };
}
