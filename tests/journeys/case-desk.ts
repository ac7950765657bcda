import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildServer } from '../../server/src/app.ts';
import type { Role } from '../../server/src/domain/access/index.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type City, openCity, send, sendFixture } from './city.ts';

/** A small file that is a PDF by its bytes. */
export const PROOF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export type Answer = { status: number; body: ReturnType<typeof JSON.parse> };
/** One official, or one user of an organisation, at work over HTTP. */
export type Worker = {
  accountId: string;
  get: (url: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (url: string, body?: object) => Promise<Answer>;
  /** Any other request, such as an upload. */
  ask: (request: InjectOptions) => Promise<Answer>;
  /** Uploads a proof into a case and answers its number. */
  prove: (caseId: string, about?: string, bytes?: Buffer) => Promise<Answer>;
};

export type Organisation = keyof typeof ORGANISATIONS;

/** The register with these organisations alone, as the registering authority would export it. */
export async function register(city: City, organisations: readonly Organisation[]): Promise<void> {
  const { code, name } = AGENCIES.market;
  const head = '单位名称,统一社会信用代码,主体类型,法定代表人,成立日期,住所,登记机关,登记机关统一社会信用代码,登记状态';
  const kinds: Partial<Record<Organisation, string>> = { partnership: '非法人企业', trader: '个体工商户' };
  const rows = organisations.map((one) => {
    const organisation = ORGANISATIONS[one];
    return `${organisation.name},${organisation.code},${kinds[one] ?? '企业法人'},（略）,2008-09-28,青禾路53号,${name},${code},存续`;
  });
  const sent = { category: 'registration', agency: code, name: 'register.csv', content: [head, ...rows].join('\n') };
  assert.equal((await send(city, sent)).accepted, organisations.length);
}

/** The city with its register (whole, or these organisations alone), and a way to sit down at any of its desks. */
export async function openCaseCity(
  organisations?: readonly Organisation[],
  env?: Record<string, string>,
): Promise<
  City & {
    server: FastifyInstance;
    worker: (
      role: Role,
      agency?: string,
      more?: { accountId?: string; subjectId?: string; region?: string },
    ) => Promise<Worker>;
  }
> {
  const city = await openCity(env === undefined ? {} : { env });
  if (organisations === undefined) {
    await sendFixture(city, 'registration.csv', { category: 'registration', agency: AGENCIES.market.code });
  } else if (organisations.length > 0) await register(city, organisations);
  const server = buildServer(city.system);
  const worker = async (
    role: Role,
    agency?: string,
    more: { accountId?: string; subjectId?: string; region?: string } = {},
  ) => {
    const post = { role, ...(agency === undefined ? {} : { agency }), ...more };
    const { accountId } = await signIn(city.system, post);
    let signedInAt = city.clock.now;
    let { headers } = await signIn(city.system, { ...post, accountId });
    /** Days pass in a journey, and nobody stays signed in over night. */
    const ask = async (request: InjectOptions): Promise<Answer> => {
      if (signedInAt !== city.clock.now) {
        ({ headers } = await signIn(city.system, { ...post, accountId }));
        signedInAt = city.clock.now;
      }
      const response = await server.inject({ ...request, headers: { ...request.headers, ...headers } });
      assert.notEqual(response.statusCode, 500, city.logged.filter((line) => line.includes('error')).join('\n'));
      const json = String(response.headers['content-type']).includes('json');
      return { status: response.statusCode, body: json ? response.json() : response.body };
    };
    return {
      accountId,
      get: (url: string, headers = {}) =>
        ask({ url, headers: { 'gongxin-purpose': 'case-handling', 'gongxin-ref': '青办1', ...headers } }),
      post: (url: string, body: object = {}) => ask({ method: 'POST', url, payload: body }),
      ask,
      prove: (caseId: string, about = '送达回证', bytes = PROOF) => ask(evidence(caseId, about, bytes)),
    } satisfies Worker;
  };
  const close = async () => {
    await server.close();
    await city.close();
  };
  return { ...city, server, worker, close };
}

/** The upload of one piece of evidence. */
export function evidence(caseId: string, about: string, bytes: Buffer = PROOF) {
  const boundary = 'proof';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="about"\r\n\r\n${about}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="回证.pdf"\r\n\r\n`;
  return {
    method: 'POST' as const,
    url: `/api/v1/cases/${caseId}/evidence`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** Serves a paper by hand on a day, with its proof. */
export async function serve(worker: Worker, caseId: string, paperNo: number, day: string): Promise<Answer> {
  const proof = await worker.prove(caseId);
  assert.equal(proof.status, 201, JSON.stringify(proof.body));
  return worker.post(`/api/v1/cases/${caseId}/services`, {
    paperNo,
    method: 'hand',
    sentOn: day,
    servedOn: day,
    receiver: '门卫',
    evidenceNo: proof.body.evidenceNo,
  });
}
