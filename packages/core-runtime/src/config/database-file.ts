import { z } from "zod";

/** The file that a database's address names. Mistakes never repeat the address: it may hold a password. */
export function databaseFile(): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const [, scheme, rest = ""] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(text) ?? [];
    const file = scheme === undefined ? text : /^(?:sqlite|file)$/i.test(scheme) ? rest.replace(/^\/\/(?=\/)/, "") : "";
    if (file !== "" && file !== ":memory:" && !file.startsWith("//")) return file;
    const isOther = /^(?:mongodb(?:\+srv)?|postgres(?:ql)?)$/i.test(scheme ?? "");
    context.addIssue(
      isOther
        ? `is of ${scheme}, and this version has the embedded engine only; unset it, or give sqlite:<file>`
        : "names no file; give one such as sqlite:data/app.sqlite",
    );
    return z.NEVER;
  });
}
