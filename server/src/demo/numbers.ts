/** Document numbers as careful departments give them: each series counts from 1 every year, without a gap. */
export class Numbers {
  readonly #last = new Map<string, number>();

  /** 青市监可字〔2026〕7号 */
  next(series: string, year: string): string {
    return `${series}〔${year}〕${this.#advance(series, year, 1)}号`;
  }

  /** Numbers that were given, and whose decisions the department forgets to report. */
  skip(series: string, year: string, count: number): void {
    this.#advance(series, year, count);
  }

  #advance(series: string, year: string, by: number): number {
    const key = `${series}${year}`;
    const number = (this.#last.get(key) ?? 0) + by;
    this.#last.set(key, number);
    return number;
  }
}
