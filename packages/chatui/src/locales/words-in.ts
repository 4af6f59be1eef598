/** What stands for a number in a sentence, by the plural category of the language; `#` is the number itself. */
export type PluralForms = { readonly [C in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/** Numbers as a language writes them, and sentences that depend on a number. */
export function wordsIn(locale: string) {
  const format = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const number = (value: number): string => format.format(value);
  const plural = (count: number, forms: PluralForms): string =>
    (forms[rules.select(count)] ?? forms.other).replaceAll("#", number(count));
  return { number, plural };
}
