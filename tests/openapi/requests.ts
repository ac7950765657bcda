import fc from 'fast-check';
import { hostileText } from './hostile.ts';
import { type Schema, spoiled, validValue, type Words } from './schema-values.ts';

type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema };
export type Operation = {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
export type Description = { paths: Record<string, Record<string, Operation>> };

export type Request = { method: string; url: string; headers: Record<string, string>; body?: string | Buffer };

/** Requests of every operation of the description: right, nearly right and hostile, in each of their parts. */
export function requestsOf({ paths }: Description, words: Words, more: readonly string[]): fc.Arbitrary<Request> {
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => requestOf(method, path, operation, words)),
  );
  const pages = more.map((path) => requestOf('get', path, { parameters: [] }, words));
  return fc.oneof(...described, ...pages);
}

function requestOf(method: string, path: string, operation: Operation, words: Words): fc.Arbitrary<Request> {
  return fc
    .record({
      url: urlOf(path, operation.parameters, words),
      headers: headersOf(operation.parameters, words),
      body: bodyOf(operation, words),
    })
    .map(({ url, headers, body }) => ({
      method: method.toUpperCase(),
      url,
      headers: { ...headers, ...body.headers },
      ...(body.content === undefined ? {} : { body: body.content }),
    }));
}

function urlOf(path: string, parameters: readonly Parameter[], words: Words): fc.Arbitrary<string> {
  const names = [...path.matchAll(/[{:](\w+)\}?/g)].map(([, name]) => name ?? '');
  const parts = fc.tuple(...names.map((name) => fc.oneof(...pathTexts(name, words))));
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const asked = fc.record(
    Object.fromEntries(
      query.map(({ name, schema }) => [name, fc.oneof(validValue(schema, words, name), hostileText)] as const),
    ),
    { requiredKeys: [] },
  );
  const odd = fc.option(fc.tuple(hostileText, hostileText), { freq: 8 });
  return fc.tuple(parts, asked, odd).map(([values, given, extra]) => {
    let at = 0;
    const filled = path.replace(/[{:]\w+\}?/g, () => values[at++] ?? '');
    const pairs = Object.entries(given).map(([name, value]) => [name, String(value)]);
    if (extra !== null) pairs.push(extra);
    const search = pairs.map(([name, value]) => `${inUrl(name ?? '')}=${inUrl(value ?? '')}`).join('&');
    return search === '' ? filled : `${filled}?${search}`;
  });
}

/** Percent-encoded, or as it stands where a client could send it so. */
function pathTexts(name: string, words: Words): fc.Arbitrary<string>[] {
  const known = words[name] ?? words.code ?? [];
  return [
    fc.constantFrom('nothing', ...known.map(encodeURIComponent)),
    hostileText.map(inUrl),
    hostileText.map((text) => text.replace(/[^!-~]/g, '').replace(/[?#/\s]/g, '') || 'x'),
  ];
}

function inUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 6_000);
}

function headersOf(parameters: readonly Parameter[], words: Words): fc.Arbitrary<Record<string, string>> {
  const named = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const values = Object.fromEntries(
    named.map((name) => [
      name,
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...(words[name] ?? ['x'])) }, hostileText.map(inHeader)),
    ]),
  );
  const odd = fc.option(
    fc.tuple(
      fc.constantFrom('accept', 'cookie', 'idempotency-key', 'x-request-id', 'x-forwarded-for', 'origin', 'range'),
      hostileText.map(inHeader),
    ),
    { freq: 6 },
  );
  return fc.tuple(fc.record(values, { requiredKeys: [] }), odd).map(([given, extra]) => ({
    ...(given as Record<string, string>),
    ...(extra === null ? {} : { [extra[0]]: extra[1] }),
  }));
}

/** Bytes that Node lets through as the value of a header. */
function inHeader(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 3_000);
}

type Body = { headers: Record<string, string>; content?: string | Buffer };

function bodyOf({ requestBody }: Operation, words: Words): fc.Arbitrary<Body> {
  const json = requestBody?.content['application/json'];
  const form = requestBody?.content['multipart/form-data'];
  if (form !== undefined) return formBody(words);
  if (json === undefined) return fc.constant({ headers: {} });
  const valid = validValue(json.schema, words);
  const asJson = (value: unknown): Body => ({ headers: JSON_TYPE, content: JSON.stringify(value) ?? 'null' });
  return fc.oneof(
    { weight: 3, arbitrary: valid.map(asJson) },
    { weight: 4, arbitrary: spoiled(valid).map(asJson) },
    { weight: 1, arbitrary: fc.tuple(valid, fc.nat()).map(([value, at]) => cut(asJson(value), at)) },
    { weight: 1, arbitrary: hostileText.map((text) => ({ headers: JSON_TYPE, content: text })) },
    { weight: 1, arbitrary: hostileText.map((text) => ({ headers: { 'content-type': 'text/plain' }, content: text })) },
  );
}

const JSON_TYPE = { 'content-type': 'application/json' };

function cut({ headers, content }: Body, at: number): Body {
  const text = String(content);
  return { headers, content: text.slice(0, at % (text.length + 1)) };
}

const BOUNDARY = 'boundary';

function formBody(words: Words): fc.Arbitrary<Body> {
  const part = fc.tuple(
    fc.constantFrom('category', 'file', 'list', 'extra'),
    fc.oneof(fc.constantFrom(...(words.category ?? ['x'])), hostileText),
    fc.option(hostileText, { freq: 2 }),
  );
  return fc.tuple(fc.array(part, { maxLength: 5 }), fc.boolean()).map(([parts, ended]) => {
    const lines = parts.map(([name, value, fileName]) => {
      const file = fileName === null ? '' : `; filename="${fileName.replace(/["\r\n]/g, '')}"`;
      return `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
    });
    return {
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      content: Buffer.from(`${lines.join('')}${ended ? `--${BOUNDARY}--\r\n` : ''}`),
    };
  });
}
