import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Role } from '../../server/src/domain/access/index.ts';
import type { City } from '../journeys/city.ts';

/** A city, its server, and the people who may act in it. */
export type Scene = {
  city: City;
  server: FastifyInstance;
  /** Headers of somebody in a post of an agency, signed in now. */
  as: (role: Role, agency?: string, accountId?: string, subjectId?: string) => Promise<Record<string, string>>;
  /** Headers of a key of an agency with every scope. */
  key: (agency: string) => Promise<Record<string, string>>;
};

/**
 * One request that a writing route answers with success. What it needs, it makes first: examples may run in any order.
 * `route` is the route's method and address.
 */
export type WriteExample = {
  route: string;
  request: (scene: Scene) => Promise<InjectOptions>;
  /** Why success leaves no entry in the journal: for the rare route that changes nothing of anybody's. */
  leavesNone?: string;
};

/** A multipart body with one file. */
export function upload(fields: Record<string, string>, file: { name: string; field?: string; content: string }) {
  const boundary = 'example';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const { field = 'file', name, content } = file;
  const last = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n${content}\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${parts.join('')}${last}--${boundary}--\r\n`,
  };
}
