import { type Refusal, refuse } from '../errors.ts';
import { databaseIsAway } from './database-away.ts';
import * as limits from './limits.ts';
import { InvalidRequest } from './validation.ts';

const INTERNAL = refuse(
  'internal',
  '平台出现内部错误,已记入日志。请稍后重试;仍不成功时,把本次请求编号告诉平台管理员。',
);

const AWAY = refuse('not-ready', '数据库暂时没有应答,请稍后重试。', { retryAfterSeconds: 5 });

/** What Fastify and the upload reader throw at a request they cannot read; anything else is a bug and stays nameless. */
export function refusalOfError(error: unknown): Refusal {
  if (error instanceof InvalidRequest) return error.refusal;
  if (databaseIsAway(error)) return AWAY;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refuse('invalid-request', '请求内容不是完整的 JSON,请核对引号、逗号和编码(应为 UTF-8)。');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return refuse('invalid-request', '请求的地址或长度写法有误,请核对。');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return refuse('unsupported-media-type', '请以接口说明中的格式发送:JSON 或 multipart/form-data。');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse(
        'body-too-large',
        `请求内容超过 ${megabytes(limits.JSON_BODY_BYTES)} MB,请分批发送或改用文件上传。`,
      );
    case 'FST_REQ_FILE_TOO_LARGE':
      return refuse('too-large', `文件超过 ${megabytes(limits.UPLOAD_FILE_BYTES)} MB,请拆分后上传。`);
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return refuse('invalid-request', '一次上传的文件或字段过多,每次请上传一个文件。');
    default:
      return isSyntaxError(error)
        ? refuse('invalid-request', '请求内容不是完整的 JSON,请核对引号、逗号和编码(应为 UTF-8)。')
        : INTERNAL;
  }
}

/** Fastify's JSON reader marks its own SyntaxError with the status 400; one without is ours. */
function isSyntaxError(error: unknown): boolean {
  return error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
