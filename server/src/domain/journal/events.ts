/**
 * Every event the journal may hold, with the sentence an auditor reads. Stored data: an event is never renamed or
 * removed, only followed by another.
 */
export const JOURNAL_EVENTS = {
  'agency.added': '登记了一个部门及其可报送的信息类别',
  'api-key.created': '为部门签发了接口密钥',
  'api-key.revoked': '停用了部门的接口密钥',
  'catalogue.loaded': '向空数据库载入了随附的目录',
  'batch.received': '收到一个报送批次',
  'batch.refused': '整份文件被拒收',
  'batch.staged': '核对了批次的一段数据并识别了主体',
  'batch.applied': '将批次的一段数据写入档案',
  'batch.finished': '批次处理完毕并形成回执',
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
  'batch.read': '查看了一个批次的回执',
  'rejects.read': '下载了一个批次退回的行',
  'queue.read': '查看了待认领的数据',
  'text.read': '查看了须核对个人信息的公示文本',
  'person.held': '依据认定文书留存了一名责任人员的身份信息',
  'person.sought': '按证件号码查找了一名自然人',
  'person.read': '自然人查询了本人的信息',
  'person.erased': '删除了一名自然人的身份信息',
  'person.keys-made': '启用了自然人身份信息的新密钥',
  'person.keys-rotated': '以新密钥重新加密了一批自然人的身份信息',
  'record.forgotten': '按期删除了一批保存期满的记录',
  'look-ups.read': '查阅了一个主体的查询记录',
  'check.answered': '答复了一次信用核查',
  'check.feedback': '收到一次核查的执行反馈',
} as const;

export type JournalEvent = keyof typeof JOURNAL_EVENTS;
