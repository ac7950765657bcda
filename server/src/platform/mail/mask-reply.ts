const REPLY_CHARACTERS = 200;
const ADDRESS = /[^\s<>()",;:]+@[^\s<>()",;:]+/g;
const AROUND_A_WORD = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
/** A shorter name of a mailbox is a part of too many words. */
const TELLING_CHARACTERS = 4;

/** What a mail server said, on one line, without addresses and without the mailbox's name: it goes into tables and logs. */
export function maskReply(reply: string, to: string): string {
  const mailbox = to.slice(0, to.lastIndexOf('@')).toLowerCase();
  const names = (word: string) =>
    word.replaceAll(AROUND_A_WORD, '') === mailbox || (mailbox.length >= TELLING_CHARACTERS && word.includes(mailbox));
  const line = reply
    .replaceAll(/\p{C}+/gu, ' ')
    .replaceAll(ADDRESS, '…')
    .split(' ')
    .map((word) => (names(word.toLowerCase()) ? '…' : word))
    .join(' ');
  return line.slice(0, REPLY_CHARACTERS).trim() || '-';
}
