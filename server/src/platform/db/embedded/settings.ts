/** What the embedded server runs with: sized for a machine of 2 cores and 4 GB that also runs the application. */
export const SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '60',
  shared_buffers: '512MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  min_wal_size: '80MB',
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  effective_io_concurrency: '16',
  // Compiling a query costs more than our short queries take.
  jit: 'off',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  max_parallel_maintenance_workers: '1',
  password_encryption: 'scram-sha-256',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  // English messages, because a few of them are read to tell a full disk from other failures.
  lc_messages: 'C',
  // A week of log files in the cluster's own `log` folder, each overwritten after seven days.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_truncate_on_rotation: 'on',
  log_min_duration_statement: '5s',
  log_checkpoints: 'off',
};

/** For tests only: a power cut may lose everything. */
export const TEST_SETTINGS: Readonly<Record<string, string>> = {
  ...SETTINGS,
  max_connections: '100',
  shared_buffers: '64MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  logging_collector: 'off',
};
