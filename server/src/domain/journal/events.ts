/**
 * Every event the journal may hold, with the sentence an auditor reads. Stored data: an event is never renamed or
 * removed, only followed by another.
 */
export const JOURNAL_EVENTS = {
  'agency.added': '登记了一个部门及其可报送的信息类别',
  'api-key.created': '为部门签发了接口密钥',
  'api-key.revoked': '停用了部门的接口密钥',
  'catalogue.loaded': '向空数据库载入了随附的目录',
  'catalogue.proposed': '提出了一个目录新版本',
  'catalogue.confirmed': '确认了他人提出的目录版本,定日启用',
  'catalogue.rejected': '否决了他人提出的目录版本',
  'catalogue.withdrawn': '撤回了自己提出的目录版本',
  'batch.received': '收到一个报送批次',
  'batch.refused': '整份文件被拒收',
  'batch.staged': '核对了批次的一段数据并识别了主体',
  'batch.applied': '将批次的一段数据写入档案',
  'batch.finished': '批次处理完毕并形成回执',
  'batch.cancelled': '在入库前取消了一个报送批次',
  'batch.failed': '批次因平台自身原因未能完成',
  'batch.file-forgotten': '按期销毁了一个批次的报送文件',
  'batch.reconciled': '将留存的批次与在别处终止的决定作了核对',
  'queue.settled': '人工认定了一行待认领数据的归属',
  'record.released': '准予公示和使用一批记录',
  'record.withdrawn': '撤回了一条记录',
  'record.suspended': '暂停使用一条记录',
  'record.resumed': '恢复使用一条记录',
  'record.closed': '终止公示和使用一条记录',
  'record.text-reviewed': '核定了一条记录的公示文本',
  'subject.read': '查询了一个主体的非公开档案',
  'check.answered': '答复了一次信用核查',
  'check.feedback': '收到一次核查的执行反馈',
  'backup.begun': '开始把平台的全部数据和密钥备份到一个文件',
  'backup.restored': '从备份文件恢复了平台的全部数据',
  'journal.read': '查阅了操作日志',
  'journal.head-signed': '应要求签署了日志树头',
  'journal.value-erased': '清除了日志条目中的一个值',
  'journal.month-detached': '将一个已结束月份的日志移出数据库',
} as const;

export type JournalEvent = keyof typeof JOURNAL_EVENTS;
