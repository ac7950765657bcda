import { type TSchema, Type } from 'typebox';
import type { Head } from './heads/head.ts';
import { noteOf } from './heads/head.ts';
import type { PublicKey } from './heads/signing-keys.ts';
import type { Consistency, Inclusion } from './proofs.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Hash = Type.String({ description: '32 字节，Base64' });
const Size = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: '树的大小，即条目数' });
const Day = Type.String({ pattern: '^20\\d{2}-[01]\\d-[0-3]\\d$', description: '日期，北京时间' });

export const HeadAnswered = closed({
  treeSize: Size,
  root: Hash,
  signedAt: Type.String(),
  keyId: Type.String(),
  signature: Type.String({ description: 'Ed25519，Base64；对 note 空行以前的文本签名' }),
  sm2: Type.Optional(
    closed({ keyId: Type.String(), signature: Type.String({ description: 'SM2 与 SM3，r||s，Base64' }) }),
  ),
  note: Type.String({ description: '签名文本及签名，C2SP signed note 格式，供见证方留存' }),
});
export const HeadsQuery = closed({ before: Type.Optional(Size) });
export const HeadsAnswered = closed({ heads: Type.Array(HeadAnswered), next: Type.Optional(Size) });

export const KeysAnswered = closed({
  keys: Type.Array(
    closed({
      keyId: Type.String(),
      algorithm: Type.Unsafe<PublicKey['algorithm']>({ type: 'string', enum: ['ed25519', 'sm2'] }),
      publicKey: Type.String({ description: 'Base64；Ed25519 为 32 字节，SM2 为以 04 开头的 65 字节' }),
    }),
  ),
});

export const ConsistencyQuery = closed({ first: Size, second: Type.Optional(Size) });
export const ConsistencyAnswered = closed({
  first: Size,
  firstRoot: Hash,
  second: Size,
  secondRoot: Hash,
  path: Type.Array(Hash),
});

export const EntryId = closed({ id: Type.String({ pattern: '^\\d{1,18}$', description: '条目编号' }) });
export const InclusionQuery = closed({ treeSize: Type.Optional(Size) });
export const InclusionAnswered = closed({
  position: Type.Integer(),
  treeSize: Size,
  leaf: Hash,
  root: Hash,
  path: Type.Array(Hash),
});

export const EntriesQuery = closed({
  subject: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$', description: '主体编号' })),
  event: Type.Optional(Type.String({ pattern: '^[a-z.-]{1,64}$' })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: '上一页的 next' })),
});
export const EntriesAnswered = closed({
  entries: Type.Array(
    closed({
      entryId: Type.String(),
      position: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: '在日志树中的位置' }),
      occurredAt: Type.String({ format: 'date-time' }),
      actor: TextOrNull,
      agency: TextOrNull,
      purpose: Type.String(),
      event: Type.String(),
      subjectId: TextOrNull,
      target: TextOrNull,
      origin: TextOrNull,
      ref: TextOrNull,
      detail: Type.Unknown(),
      erased: Type.Boolean({ description: '其中有值已依法清除' }),
    }),
  ),
  next: Type.Optional(Type.String()),
});

const base64 = (bytes: Buffer) => bytes.toString('base64');

export function headAnswer(head: Head) {
  const { treeSize, root, signedAt, keyId, signature, sm2 } = head;
  return {
    treeSize,
    root: base64(root),
    signedAt,
    keyId,
    signature: base64(signature),
    ...(sm2 === null ? {} : { sm2: { keyId: sm2.keyId, signature: base64(sm2.signature) } }),
    note: noteOf(head),
  };
}

export function keyAnswer({ publicKey, ...key }: PublicKey) {
  return { ...key, publicKey: base64(publicKey) };
}

export function inclusionAnswer({ leaf, root, path, ...place }: Inclusion) {
  return { ...place, leaf: base64(leaf), root: base64(root), path: path.map(base64) };
}

export function consistencyAnswer({ firstRoot, secondRoot, path, ...sizes }: Consistency) {
  return { ...sizes, firstRoot: base64(firstRoot), secondRoot: base64(secondRoot), path: path.map(base64) };
}
