import type { FileLimits } from '../limits.ts';
import { FileRefusedError, tooLarge } from '../refusal.ts';
import { StringItem } from './text.ts';
import { readXml } from './xml.ts';
import type { Package } from './zip.ts';

/** What keeping even an empty text costs, in characters. */
const CHARACTERS_EACH = 8;

/** Reads the texts that the cells of a workbook share; cells refer to them by position. */
export async function readSharedStrings(
  box: Package,
  part: string | null,
  limits: FileLimits,
): Promise<readonly string[]> {
  if (part === null || !box.has(part)) return [];
  const strings: string[] = [];
  const item = new StringItem();
  let characters = 0;
  await readXml(box, part, {
    open: (name) => item.open(name),
    text: (text) => {
      item.add(text);
      if (item.length > limits.cellCharacters) throw new FileRefusedError(longText(limits));
    },
    close: (name) => {
      item.close(name);
      if (name !== 'si') return;
      const text = item.take();
      characters += text.length + CHARACTERS_EACH;
      if (characters > limits.sharedCharacters) throw new FileRefusedError(tooMuchText());
      strings.push(text);
    },
  });
  return strings;
}

function longText({ cellCharacters }: FileLimits) {
  return tooLarge(`工作簿中有单元格超过${cellCharacters}个字；请缩短内容后重新报送。`);
}

function tooMuchText() {
  return tooLarge('工作簿中的文字过多；请拆分成几个文件，或另存为CSV后重新报送。');
}
