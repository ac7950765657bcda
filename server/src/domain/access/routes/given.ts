import { type TSchema, Type } from 'typebox';

/** What somebody typed: not empty, bounded, and without the character that PostgreSQL has no place for. */
export const Text = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\u0000]+$' });

/** Takes what is named and nothing else: a misspelt field is said so, not left out. */
export const closed = <const P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
