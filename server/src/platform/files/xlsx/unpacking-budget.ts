import { type FileLimits, ZIP_RATIO_FLOOR_BYTES } from '../limits.ts';
import { FileRefusedError, tooLarge } from '../refusal.ts';

type Sizes = { readonly compressedSize: number; readonly uncompressedSize: number };

/**
 * What one file may unpack to, all its parts together and each as often as it is read: parts that pack suspiciously well,
 * that name the same packed bytes, or that are many, are bounded alike.
 */
export class UnpackingBudget {
  readonly #fileBytes: number;
  readonly #limits: FileLimits;
  #spent = 0;

  constructor(fileBytes: number, limits: FileLimits) {
    this.#fileBytes = fileBytes;
    this.#limits = limits;
  }

  /** Counts a part that is about to be read; throws where it is too much. */
  spend({ compressedSize, uncompressedSize }: Sizes): void {
    this.#spent += uncompressedSize;
    const tooMuch =
      this.#spent > this.#limits.unpackedBytes ||
      this.#packsTooWell(uncompressedSize, compressedSize) ||
      this.#packsTooWell(this.#spent, READINGS * this.#fileBytes);
    if (!tooMuch) return;
    throw new FileRefusedError(
      tooLarge(
        '工作簿展开后过大（可能有大片空白格式或异常内容）；请把数据复制到新的工作簿，或拆分、另存为CSV后重新报送。',
      ),
    );
  }

  #packsTooWell(unpacked: number, packed: number): boolean {
    return unpacked > ZIP_RATIO_FLOOR_BYTES && unpacked > packed * this.#limits.zipRatio;
  }
}

/** An honest sheet is read twice: for its merged cells, then for its rows. */
const READINGS = 2;
