import type { FormField } from "../../../core/forms/form-field.ts";
import type { Section } from "../../../ui-tools/payloads/form-payload.ts";

export interface FormPage {
  readonly title?: string;
  readonly description?: string | undefined;
  readonly fields: readonly FormField[];
}

/** The steps of a form that ask something now. What no section names stands in the last one. */
export function toPages(fields: readonly FormField[], sections: readonly Section[] = []): readonly FormPage[] {
  const pages = sections.map(({ title, description, fields: names }, index): FormPage => {
    const isLast = index === sections.length - 1;
    const isHere = ({ name }: FormField): boolean =>
      names.includes(name) || (isLast && sections.every((section) => !section.fields.includes(name)));
    return { title, description, fields: fields.filter(isHere) };
  });
  const asking = pages.filter((page) => page.fields.length > 0);
  return asking.length > 0 ? asking : [{ fields }];
}
