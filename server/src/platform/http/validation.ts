import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TValidationError } from 'typebox/error';
import { Value } from 'typebox/value';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { type Refusal, refuse } from '../errors.ts';

type HttpPart = 'body' | 'querystring' | 'params' | 'headers';

const PART_NAMES: Record<HttpPart, string> = {
  body: '请求内容',
  querystring: '查询参数',
  params: '地址中的参数',
  headers: '请求头',
};
const FIELD_CHARACTERS_SHOWN = 120;

/** Thrown by the validator and caught by the server's one error handler. */
export class InvalidRequest extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('invalid request');
    this.refusal = refusal;
  }
}

/**
 * Compiles a schema once for each route. Query and path arrive as text, so they are converted to the declared types. A
 * text with NUL is refused, because no column can hold it; with `anyText` the route judges its texts itself.
 */
export function compileValidator(
  schema: TSchema,
  part: HttpPart,
  options: { anyText?: boolean } = {},
): (value: unknown) => { value: unknown } | { error: Error } {
  const compiled = Compile(schema);
  return (given) => {
    const value = part === 'body' ? given : Value.Convert(schema, structuredClone(given));
    if (compiled.Check(value)) {
      const refused = options.anyText === true ? undefined : nulRefused(value, part);
      return refused === undefined ? { value } : { error: new InvalidRequest(refused) };
    }
    return { error: new InvalidRequest(refusalOf(compiled.Errors(value), part)) };
  };
}

function nulRefused(value: unknown, part: HttpPart): Refusal | undefined {
  return hasNul(value) ? refuse('invalid-request', `${PART_NAMES[part]}中含有空字符(NUL),请删去后重试。`) : undefined;
}

/** Without recursion: JSON may be as deep as its bytes allow. */
function hasNul(value: unknown): boolean {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' && next.includes('\0')) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const key in next) waiting.push(key, (next as Record<string, unknown>)[key]);
  }
  return false;
}

/** Names the first thing that is wrong and says how to mend it, never what was sent. */
function refusalOf(errors: readonly TValidationError[], part: HttpPart): Refusal {
  const first = choose(errors);
  if (first === undefined) return refuse('invalid-request', `${PART_NAMES[part]}不符合接口要求。`);
  const field = fieldOf(first);
  const where = field === '' ? PART_NAMES[part] : `${PART_NAMES[part]}的 ${field}`;
  return refuse('invalid-request', `${where}${sentence(first, errors)}。`, { in: part, field });
}

/** A misspelt property is reported as itself and not as "schema is false"; a union as the union, not as its last branch. */
function choose(errors: readonly TValidationError[]): TValidationError | undefined {
  const plain = errors.filter((error) => error.keyword !== 'boolean');
  const [first] = plain;
  if (first === undefined) return errors[0];
  const union = plain.find((error) => error.keyword === 'anyOf' && error.instancePath === first.instancePath);
  return union ?? first;
}

function fieldOf(error: TValidationError): string {
  const path = error.instancePath.split('/').slice(1);
  if (error.keyword === 'required') path.push(error.params.requiredProperties[0] ?? '');
  if (error.keyword === 'additionalProperties') path.push(error.params.additionalProperties[0] ?? '');
  // A property name is what somebody sent, too.
  return maskEveryIdentifierIn(path.join('.')).slice(0, FIELD_CHARACTERS_SHOWN);
}

function sentence(error: TValidationError, all: readonly TValidationError[]): string {
  switch (error.keyword) {
    case 'required':
      return '必须填写';
    case 'additionalProperties':
      return '不是本接口的字段,请核对拼写或删去';
    case 'type':
      return `应为${[error.params.type].flat().map(typeName).join('或')}`;
    case 'maxLength':
      return `不得超过 ${error.params.limit} 个字符`;
    case 'minLength':
      return `不得少于 ${error.params.limit} 个字符`;
    case 'maxItems':
      return `不得超过 ${error.params.limit} 项`;
    case 'minItems':
      return `不得少于 ${error.params.limit} 项`;
    case 'uniqueItems':
      return '不得有重复的项';
    case 'maximum':
    case 'exclusiveMaximum':
      return `应${error.params.comparison === '<' ? '小于' : '不大于'} ${error.params.limit}`;
    case 'minimum':
    case 'exclusiveMinimum':
      return `应${error.params.comparison === '>' ? '大于' : '不小于'} ${error.params.limit}`;
    case 'enum':
      return `应为下列之一:${error.params.allowedValues.join('、')}`;
    case 'const':
      return `应为 ${String(error.params.allowedValue)}`;
    case 'anyOf':
      return allowedOf(all, error.instancePath);
    case 'format':
      return FORMATS[error.params.format] ?? `的格式应为 ${error.params.format}`;
    case 'pattern':
      return `的格式应符合 ${String(error.params.pattern)}`;
    default:
      return '不符合接口说明,请核对';
  }
}

const FORMATS: Record<string, string> = {
  date: '应为日期,如 2026-01-31',
  'date-time': '应为带时区的时间,如 2026-01-31T09:30:00+08:00',
  uuid: '应为 UUID',
};

function allowedOf(all: readonly TValidationError[], path: string): string {
  const values = all.flatMap((e) =>
    e.keyword === 'const' && e.instancePath === path ? [String(e.params.allowedValue)] : [],
  );
  return values.length === 0 ? '不符合接口说明中的任何一种形式,请核对' : `应为下列之一:${values.join('、')}`;
}

function typeName(type: string): string {
  const names: Record<string, string> = {
    string: '文本',
    number: '数字',
    integer: '整数',
    boolean: 'true 或 false',
    array: '数组',
    object: '对象',
    null: '空值',
  };
  return names[type] ?? type;
}
