/** Anything that could mean something in markdown, a line break as another system writes it, or a space that would be lost. */
const meaning =
  /[\\`*_~[\]<>#|&@\r\t\f\v\0\u0085\u2028\u2029]|:\/\/|www\.|(?:^|\n)(?:\s*[-+=]|\s*\d+[.)]|[^\S\n])|\s$|[^\S\n]\n/i;

/** Whether a text reads the same with and without markdown. When in doubt it does not. */
export function isPlain(text: string): boolean {
  return !meaning.test(text);
}
