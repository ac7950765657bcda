import assert from 'node:assert/strict';
import { type TSchema, Type } from 'typebox';
import { today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { catalogueInForce } from '../../catalogue/index.ts';
import { ERASURE_DOCUMENT_CHARACTERS, ERASURE_REASONS, erasePerson } from './erase-person.ts';
import { PERSON_GROUNDS } from './hold-person.ts';
import { IDENTIFIER_KINDS } from './identifier.ts';
import { ownData } from './own-data.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

const OwnDataAnswered = closed({
  subjectId: Type.String(),
  identifierKind: Type.Enum(IDENTIFIER_KINDS),
  identifier: Type.String({ description: '证件号码,按目录的规则遮蔽' }),
  name: Type.String(),
  heldSince: Type.String(),
  grounds: Type.Array(
    closed({
      ground: Type.Enum(PERSON_GROUNDS),
      organisation: Type.String(),
      organisationName: Type.String(),
      documentNo: Type.String(),
      authority: Type.String(),
      authorityName: Type.String(),
      from: Type.String(),
      until: Type.String({ description: '最后一日,期满删除' }),
    }),
  ),
  howToObject: Type.String(),
});

const ErasureBody = closed({
  subjectId: Type.String({ pattern: '^P-[0-9a-f]{32}$' }),
  reason: Type.Enum(ERASURE_REASONS.filter((reason) => reason !== 'term-over')),
  document: Type.Optional(Type.String({ minLength: 1, maxLength: ERASURE_DOCUMENT_CHARACTERS })),
});

export const personRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/persons/me',
    summary: '本人查询:留存了本人的哪些信息、依据和期限,怎样提出异议',
    permission: 'person.read',
    journals: ['person.read'],
    schema: { response: OwnDataAnswered },
    answer: async ({ system: { pool, clock, secrets }, reach, act }) => {
      assert(reach.over === 'subject', 'a person sees the person');
      const { personNumberShownLeft: left, personNumberShownRight: right } = (
        await catalogueInForce(pool, today(clock()))
      ).policy;
      return write(pool, clock, (trx, now) =>
        ownData(trx, secrets, { left, right }, act(now, 'own-data'), reach.subjectId),
      );
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/persons/erasures',
    summary: '删除一名自然人的身份信息',
    permission: 'person.erase',
    journals: ['person.erased'],
    schema: { body: ErasureBody, response: closed({ subjectId: Type.String(), erasedAt: Type.String() }) },
    answer: async ({ system, act, body }) => {
      const erased = await write(system.pool, system.clock, (trx, now) =>
        erasePerson(trx, act(now, 'erase-person'), body),
      );
      return isRefusal(erased) ? erased : { ...erased, erasedAt: erased.erasedAt.toISOString() };
    },
  }),
];
