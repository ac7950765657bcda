import type { SectionSum } from './row-count.ts';

export type AppliedMigration = { name: string; sha256: string };
/** A table and the columns that were copied, in this order; generated columns make themselves. */
export type Section = { name: string; columns: readonly string[] };

/** The first frame: what is inside and where it comes from. */
export type Contents = {
  /** `server_version` of the database. */
  server: string;
  /** The moment of the snapshot, ISO 8601. */
  takenAt: string;
  /** In order; a restore brings the schema exactly here before it loads. */
  migrations: readonly AppliedMigration[];
  /** In the order of loading: what a foreign key refers to comes first. The jobs are the last one. */
  sections: readonly Section[];
  /** Names of the files beside the database. */
  files: readonly string[];
};

export type Sequence = { name: string; value: string; called: boolean };

/** The last frame: what must come out again. */
export type Manifest = {
  sections: readonly (SectionSum & { name: string })[];
  /** Read after all rows, hence never behind them. */
  sequences: readonly Sequence[];
};

/** The section of waiting jobs; no table of ours has a dot in its name. */
export const JOBS = 'graphile_worker.jobs';
