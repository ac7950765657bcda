export { dumpSchema } from './dump-schema.ts';
export { MigrationRefused, migrate } from './migrate.ts';
export { type OpenDatabase, type OpenDatabaseOptions, openDatabase } from './open.ts';
export { freeConnections, openPool, type Queryable } from './pool.ts';
export { type DatabaseRefusal, type DatabaseRefusalCode, isRefusal } from './refusal.ts';
export { transaction } from './transaction.ts';
export { type DatabaseTrouble, troubleOf } from './trouble.ts';
