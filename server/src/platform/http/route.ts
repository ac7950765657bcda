import type { FastifyRequest } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { System } from '../../system.ts';
import type { Refusal } from '../errors.ts';
import type { Caller, Reach } from './caller.ts';
import type { RateClass } from './limits.ts';
import type { Sent } from './sent.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Schemas of what comes in and goes out. The answer holds what `response` declares and nothing else. */
export type Shapes = {
  params?: TObject;
  querystring?: TObject;
  body?: TSchema;
  /** A multipart upload instead of a JSON body: its fields, for the description; read it with `call.request.parts()`. */
  form?: TObject;
  response?: TSchema;
};

type Of<S> = S extends TSchema ? Static<S> : undefined;
type Answer<S extends Shapes> = (S['response'] extends TSchema ? Static<S['response']> : never) | Refusal | Sent;

/**
 * Who acts, for what, from where, and when; the shape every act takes. `ref` is the caller's own file number, `from` the
 * network address.
 */
export type CallAct = { actor: string; agency?: string; purpose: string; ref?: string; from?: string; now: Date };

/** One request, admitted and validated. */
export type Call<S extends Shapes = Shapes> = {
  system: System;
  caller: Caller;
  /** How far the caller's right to this route reaches; whatever lies beyond does not exist for the caller. */
  reach: Reach;
  /**
   * The `Act` of this request. `now` is the moment `write` hands to its body; for reads, `system.clock()`.
   * `purpose` serves where the request names none by `Gongxin-Purpose`.
   */
  act: (now: Date, purpose: string) => CallAct;
  /** `Gongxin-Purpose` and `Gongxin-Ref`, where given. */
  purpose?: string;
  ref?: string;
  params: Of<S['params']>;
  query: Of<S['querystring']>;
  body: Of<S['body']>;
  request: FastifyRequest;
};

export type RouteOf<S extends Shapes> = {
  method: Method;
  /** Full path, parameters as `:name`. */
  url: string;
  /** zh-CN, one line: what it does. */
  summary: string;
  /** The right that a caller must hold; a word of the policy. */
  permission: string;
  /** Who reads about others must say why: `Gongxin-Purpose` and `Gongxin-Ref`. */
  purpose?: boolean;
  /** Journal events a call may write; empty for a method other than GET only where `unjournalled` says why. */
  journals?: readonly string[];
  /** Why what it writes is no act of anybody and leaves no entry. */
  unjournalled?: string;
  /** Status of a plain answer; 200 unless said. */
  status?: 200 | 201 | 202;
  /** `read` for GET and `write` for the rest unless said. */
  rateClass?: RateClass;
  /** Left out of the interface's description: pages and the description itself. */
  hidden?: boolean;
  /** Texts of the body are judged one by one; NUL in one of them does not refuse them all. */
  anyText?: boolean;
  /** Asked by forms and links of our own pages: takes what a form sends, and says no with a page. */
  forBrowsers?: boolean;
  /**
   * Whoever calls is nobody: key and session are not looked at, and the act names neither caller nor network address. For
   * what somebody must be able to say without being known. The journal and the log hold nothing that leads back.
   */
  nameless?: true;
  /** Bytes of a JSON body, where the usual bound does not fit. */
  bodyLimit?: number;
  schema: S;
  answer: (call: Call<S>) => Promise<Answer<S>> | Answer<S>;
};

/** A route whose schemas have been checked against its answer and then forgotten. */
export type Route = Omit<RouteOf<Shapes>, 'answer'> & { answer: (call: Call) => Promise<unknown> };

export function route<const S extends Shapes>(definition: RouteOf<S>): Route {
  return definition as unknown as Route;
}
