/**
 * The one list of refusals: what the law, the schema or a bound foresees. A refusal is a value that acts and routes
 * return; the HTTP edge turns it into `application/problem+json`, a command into a message and an exit code. A bug is an
 * assertion instead and never uses this list. Codes of single rows of a file are intake's own.
 *
 * `status` is the HTTP status; `title` what the reader sees first. One meaning each; a code is never renamed.
 */
export const REFUSALS = {
  // of any request
  'invalid-request': { status: 400, title: '请求内容不符合接口要求' },
  'purpose-required': { status: 400, title: '查询非公开信息须写明用途' },
  'purpose-unknown': { status: 400, title: '用途代码不在目录之内' },
  'no-key': { status: 401, title: '须登录或使用接口密钥' },
  'key-invalid': { status: 401, title: '接口密钥无效' },
  'scope-missing': { status: 403, title: '接口密钥没有这项权限' },
  'role-missing': { status: 403, title: '当前岗位没有这项权限' },
  'password-change-required': { status: 403, title: '须先修改口令' },
  'second-factor-required': { status: 403, title: '须通过第二重验证' },
  'cross-site': { status: 403, title: '请求来自其他网站' },
  'not-found': { status: 404, title: '没有找到' },
  'method-not-allowed': { status: 405, title: '该地址不支持这种请求方法' },
  conflict: { status: 409, title: '与现有内容冲突' },
  'body-too-large': { status: 413, title: '请求内容过大' },
  'unsupported-media-type': { status: 415, title: '不支持这种内容格式' },
  'too-many-requests': { status: 429, title: '请求过于频繁' },
  internal: { status: 500, title: '平台内部错误' },
  'not-ready': { status: 503, title: '平台尚未就绪' },

  // of a whole file
  unreadable: { status: 422, title: '文件无法读取' },
  encrypted: { status: 422, title: '文件已加密' },
  'no-table': { status: 422, title: '文件中没有可识别的表格' },
  'missing-column': { status: 422, title: '缺少必需的列' },
  'too-large': { status: 422, title: '文件过大' },
  'not-permitted': { status: 422, title: '该部门不得报送此类信息' },
  'unknown-category': { status: 422, title: '目录中没有此信息类别' },

  // of a paper that is to be written
  'blank-refused': { status: 422, title: '文书的填写内容不符合要求' },

  // of somebody who wants to sign in
  'sign-in-refused': { status: 422, title: '未能登录' },
  'password-unfit': { status: 422, title: '口令不符合要求' },
  'code-refused': { status: 422, title: '验证码不正确' },
  'provider-away': { status: 503, title: '身份认证平台暂时不可用' },

  // of a question or a deed
  'not-yet-known': { status: 422, title: '所问时点的内容尚未确定' },
  'already-done': { status: 409, title: '该事项已经办理' },
  'unknown-agency': { status: 422, title: '部门未登记' },
  'agency-differs': { status: 409, title: '部门已登记且内容不同' },
  'person-not-permitted': { status: 422, title: '不属于可以留存自然人信息的情形' },
  'unknown-code': { status: 422, title: '代码无效' },
  'second-person': { status: 409, title: '须由另一人办理' },
  'case-state': { status: 409, title: '案件当前阶段不能办理此事' },
  'seen-otherwise': { status: 409, title: '情况与所看到的不同' },
  'catalogue-findings': { status: 422, title: '目录未通过检查' },
} as const satisfies Record<string, { status: number; title: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** `detail` is a zh-CN sentence: what is wrong, where, and how to mend it. It never repeats what a person sent. */
export type Refusal = { refused: RefusalCode; detail: string; extra?: Record<string, unknown> };

/** `extra` adds members to the problem document, such as the offending `field`. */
export function refuse(code: RefusalCode, detail: string, extra?: Record<string, unknown>): Refusal {
  return extra === undefined ? { refused: code, detail } : { refused: code, detail, extra };
}

export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'refused' in value &&
    typeof value.refused === 'string' &&
    Object.hasOwn(REFUSALS, value.refused) &&
    'detail' in value
  );
}
