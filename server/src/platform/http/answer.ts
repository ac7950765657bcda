import assert from 'node:assert/strict';
import type { FastifyRequest } from 'fastify';
import type { System } from '../../system.ts';
import { isRefusal, type Refusal } from '../errors.ts';
import { actorOf, type Caller } from './caller.ts';
import type { Call, CallAct, Route } from './route.ts';
import { isSent, type Sent } from './sent.ts';

/** Hands an admitted and validated request to its route. */
export async function answerRequest(
  system: System,
  route: Route,
  request: FastifyRequest,
): Promise<Refusal | { page: Sent } | { value: unknown }> {
  const { admission } = request;
  assert(admission !== null, 'only admitted requests reach a route');
  const { caller, reach, purpose, ref } = admission;
  const call: Call = {
    system,
    caller,
    reach,
    act: (now, otherwise) =>
      actOf(caller, {
        purpose: purpose ?? otherwise,
        ...(route.nameless === true ? {} : { from: request.ip }),
        now,
        ...(ref === undefined ? {} : { ref }),
      }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(ref === undefined ? {} : { ref }),
    // Validated against the schemas of this very route; `route()` has tied their types to its `answer`.
    params: request.params as Call['params'],
    query: request.query as Call['query'],
    body: request.body as Call['body'],
    request,
  };
  const answer = await route.answer(call);
  if (isRefusal(answer)) return answer;
  return isSent(answer) ? { page: answer } : { value: answer };
}

function actOf(caller: Caller, why: Omit<CallAct, 'actor' | 'agency'>): CallAct {
  const agency = caller.kind === 'anonymous' ? undefined : caller.agency;
  return { actor: actorOf(caller), ...(agency === undefined ? {} : { agency }), ...why };
}
