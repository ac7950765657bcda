export { type Contents, JOBS, type Manifest, type Section } from './contents.ts';
export type { TextRow } from './copy-text.ts';
export { hasCluster } from './empty-target.ts';
export { type Backup, openBackup } from './open-backup.ts';
export { readPassphrase, tooWeak } from './passphrase.ts';
export { type BackupRefusal, type BackupRefusalCode, isRefused, Refused } from './refusal.ts';
export { type RestoreBackup, type RestoredBackup, restoreBackup } from './restore-backup.ts';
export { unfinishedDatabase, unfinishedFolder } from './unfinished.ts';
export { type WriteBackup, type WrittenBackup, writeBackup } from './write-backup.ts';
