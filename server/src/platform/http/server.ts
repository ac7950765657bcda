import fastifyMultipart from '@fastify/multipart';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { TSchema } from 'typebox';
import type { System } from '../../system.ts';
import { isRefusal, type Refusal, refuse } from '../errors.ts';
import { type Admission, admit, type Doorkeeper } from './admission.ts';
import { answerRequest } from './answer.ts';
import type { Identify, IdentifySession, JudgePurpose, Policy } from './caller.ts';
import { refusalOfError } from './edge-errors.ts';
import * as limits from './limits.ts';
import { type HttpMetrics, httpMetrics } from './metrics.ts';
import { PROBLEM_TYPE, problem } from './problem.ts';
import { problemPage } from './problem-page.ts';
import { RateLimiter } from './rate-limiter.ts';
import { requestId } from './request-id.ts';
import type { Route } from './route.ts';
import { SECURITY_HEADERS, STYLED_PAGE_POLICY } from './security-headers.ts';
import { compileValidator } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admission | null;
  }
}

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = /^multipart\/form-data\s*;/i;

export type ServerParts = {
  system: System;
  routes: readonly Route[];
  identify: Identify;
  /** Without it nobody signs in. */
  identifySession?: IdentifySession;
  policy: Policy;
  /** Without it every purpose of the right form is taken. */
  judgePurpose?: JudgePurpose;
  metrics?: HttpMetrics;
};

/** The HTTP edge: everything a request passes before and after its route, in one place. */
export function createServer(parts: ServerParts): FastifyInstance {
  const { system, routes, identify, policy, metrics = httpMetrics() } = parts;
  const { identifySession = async () => undefined, judgePurpose = async () => undefined } = parts;
  const server: FastifyInstance = Fastify({
    loggerInstance: system.log as FastifyBaseLogger,
    // Fastify's own lines hold the address with its query; `onResponse` below writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (raw) => requestId(raw.headers['x-request-id']),
    trustProxy: system.config.trustProxy.length > 0 ? [...system.config.trustProxy] : false,
    bodyLimit: limits.JSON_BODY_BYTES,
    requestTimeout: limits.REQUEST_WITHIN_MS,
    keepAliveTimeout: limits.KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: limits.URL_PARAMETER_CHARACTERS },
    http: { maxHeaderSize: limits.HEADER_BYTES, headersTimeout: limits.HEADERS_WITHIN_MS },
    frameworkErrors: (error, request, reply) => failed(system, error, request, reply),
  });
  server.server.maxConnections = limits.CONNECTIONS_AT_MOST;
  server.register(fastifyMultipart, {
    limits: {
      fileSize: limits.UPLOAD_FILE_BYTES,
      files: limits.UPLOAD_FILES,
      fields: limits.UPLOAD_FIELDS,
      fieldSize: limits.UPLOAD_FIELD_BYTES,
    },
  });
  server.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: limits.FORM_BODY_BYTES }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  server.decorateRequest('admission', null);
  server.addHook('onSend', async (request, reply) => {
    for (const name in SECURITY_HEADERS) if (!reply.hasHeader(name)) reply.header(name, SECURITY_HEADERS[name]);
    reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => answered(system, metrics, request, reply));
  server.setErrorHandler((error, request, reply) => failed(system, error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    refused(reply, request, { refused: 'not-found', detail: '没有这个地址,接口清单见 /api/docs。' }),
  );

  const door: Doorkeeper = {
    identify,
    identifySession,
    policy,
    judgePurpose,
    limiter: new RateLimiter(system.clock),
    rateFactor: system.config.rateFactor,
  };
  // Routes wait for the plugins above, so they are added in a plugin of their own.
  server.register(async (scope) => {
    for (const route of routes) addRoute(scope, system, door, route);
  });
  return server;
}

function addRoute(server: FastifyInstance, system: System, door: Doorkeeper, route: Route): void {
  const { params, querystring, body, response, form } = route.schema;
  const status = route.status ?? 200;
  server.route({
    method: route.method,
    url: route.url,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    validatorCompiler: ({ schema, httpPart = 'body' }) =>
      compileValidator(schema as TSchema, httpPart as 'body', {
        anyText: route.anyText === true && httpPart === 'body',
      }),
    schema: {
      ...(params === undefined ? {} : { params }),
      ...(querystring === undefined ? {} : { querystring }),
      ...(body === undefined ? {} : { body }),
      ...(response === undefined ? {} : { response: { [status]: response } }),
    },
    onRequest: async (request, reply) => {
      const admission = await admit(door, route, request);
      if (isRefusal(admission))
        return (route.forBrowsers === true ? refusedAsPage : refused)(reply, request, admission);
      request.admission = admission;
      if (route.forBrowsers !== true && request.headers['content-type']?.toLowerCase().startsWith(FORM) === true) {
        return refused(reply, request, refuse('unsupported-media-type', '请以 application/json 格式发送。'));
      }
      if (form !== undefined && !MULTIPART.test(request.headers['content-type'] ?? '')) {
        return refused(reply, request, {
          refused: 'unsupported-media-type',
          detail: '请以 multipart/form-data 格式上传文件。',
        });
      }
    },
    handler: async (request, reply) => {
      const answer = await answerRequest(system, route, request);
      if (isRefusal(answer)) return refused(reply, request, answer);
      if ('page' in answer) {
        const { status: sentStatus, contentType, headers, body: content } = answer.page;
        return reply.code(sentStatus).headers(headers).type(contentType).send(content);
      }
      return reply.code(status).send(answer.value);
    },
  });
}

function refused(reply: FastifyReply, request: FastifyRequest, refusal: Refusal): FastifyReply {
  const { status, body } = problem(refusal, request.id);
  const wait = refusal.extra?.retryAfterSeconds;
  if (typeof wait === 'number') reply.header('retry-after', String(wait));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(body);
}

/** For somebody who looks at a browser, not for a program. */
function refusedAsPage(reply: FastifyReply, request: FastifyRequest, refusal: Refusal): FastifyReply {
  const { status } = problem(refusal, request.id);
  const wait = refusal.extra?.retryAfterSeconds;
  if (typeof wait === 'number') reply.header('retry-after', String(wait));
  return reply
    .code(status)
    .header('content-security-policy', STYLED_PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(problemPage(refusal, request.id).text);
}

function failed(system: System, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOfError(error);
  if (refusal.refused === 'internal' || refusal.refused === 'not-ready') {
    system.log.error({ requestId: request.id, route: request.routeOptions.url ?? '', err: error }, 'request failed');
  }
  return refused(reply, request, refusal);
}

function answered(system: System, metrics: HttpMetrics, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? 'unknown';
  const { method } = request;
  const status = reply.statusCode;
  metrics.observe({ method, route, status, seconds: reply.elapsedTime / 1000 });
  const caller = request.admission?.caller;
  system.log.info(
    {
      requestId: request.id,
      method,
      route,
      status,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(caller?.kind === 'key' ? { key: caller.keyId } : {}),
      ...(caller?.kind === 'user' ? { account: caller.accountId } : {}),
    },
    'answered',
  );
}
