/** The database cannot do its work at the moment; nothing of the failed transaction was kept, and trying later may help. */
export type DatabaseTrouble = { code: 'disk-full' | 'unavailable' | 'too-slow'; message: string };

/** SQLSTATE of a full disk, whether a table, an index or a temporary file could not grow. */
const DISK_FULL = '53100';
const CANCELED = '57014';
/** Classes: connection exception, insufficient resources, operator intervention (the server is stopping or starting). */
const UNAVAILABLE_CLASSES = ['08', '53', '57'];
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** What node-postgres says without a code when a connection is lost or none becomes free. */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Undefined for every other error: a bug, or a rule of the schema that a slice must foresee. */
export function troubleOf(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === DISK_FULL) {
    return { code: 'disk-full', message: '数据库所在磁盘已满,本次操作没有保存。请通知管理员清理磁盘后重试。' };
  }
  if (code === CANCELED) {
    return { code: 'too-slow', message: '本次查询超过了时间上限,已被取消,没有保存任何内容。请缩小范围后重试。' };
  }
  const unavailable =
    NETWORK_CODES.has(code) ||
    (code.length === 5 && UNAVAILABLE_CLASSES.includes(code.slice(0, 2))) ||
    CONNECTION_LOST.test(error.message);
  return unavailable ? { code: 'unavailable', message: '数据库暂时不可用,本次操作没有保存。请稍后重试。' } : undefined;
}
