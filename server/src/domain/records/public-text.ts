import { type MaskedText, type MaskingContext, maskText } from '../../kernel/masking/mask-text.ts';

/** Texts remembered hold at most so many characters together; about 40 MB, or some 100,000 ordinary texts. */
const REMEMBERED_CHARACTERS = 10_000_000;

/** A masker that remembers what it masked last, up to a number of characters: masking is the same at every reading. */
export function rememberingMasker(
  rememberedCharacters = REMEMBERED_CHARACTERS,
): (text: string, context: MaskingContext) => MaskedText {
  const remembered = new Map<string, MaskedText>();
  let characters = 0;
  return (text, context) => {
    const key = JSON.stringify([text, context.subjectNames, context.authorityNames]);
    const held = remembered.get(key);
    if (held !== undefined) {
      remembered.delete(key);
      remembered.set(key, held);
      return held;
    }
    const masked = maskText(text, context);
    remembered.set(key, masked);
    characters += key.length + masked.text.length;
    for (const [oldest, { text: shown }] of remembered) {
      if (characters <= rememberedCharacters) break;
      remembered.delete(oldest);
      characters -= oldest.length + shown.length;
    }
    return masked;
  };
}

/** What the public may read of a text, as this process remembers it. */
export const publicText = rememberingMasker();
