import { Type } from 'typebox';
import type { Account } from '../accounts/account-queries.ts';
import type { Post } from '../posts/post-queries.ts';

export const PostAnswered = Type.Object({
  postId: Type.String(),
  accountId: Type.String(),
  role: Type.String(),
  agency: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  subjectId: Type.Optional(Type.String()),
  from: Type.String(),
  until: Type.Optional(Type.String()),
  proof: Type.String(),
  proposedBy: Type.String(),
  confirmedBy: Type.Optional(Type.String()),
  endedBy: Type.Optional(Type.String()),
});

export const AccountAnswered = Type.Object({
  accountId: Type.String(),
  kind: Type.String(),
  name: Type.Optional(Type.String()),
  login: Type.Optional(Type.String()),
  createdAt: Type.String(),
  endedAt: Type.Optional(Type.String()),
  /** Whether the holder has ever set a password, and bound an authenticator: look here before a post is confirmed. */
  hasPassword: Type.Boolean(),
  secondFactor: Type.Boolean(),
});

export function accountAnswered({ createdAt, endedAt, ...account }: Account) {
  return {
    ...account,
    createdAt: createdAt.toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}

export function postAnswered(post: Post): Post {
  return { ...post };
}
