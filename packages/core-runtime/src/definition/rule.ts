/** Who may do something, as an app author writes it. Made by the functions below; resolved and type-checked by `defineApp`. */
export type Rule =
  | { readonly rule: "where"; readonly source: string }
  | { readonly rule: "owner" | "signed-in" | "public" }
  | { readonly rule: "role"; readonly atLeast: string }
  | { readonly rule: "member"; readonly field: string }
  | { readonly rule: "via"; readonly field: string; readonly of: Rule }
  | { readonly rule: "and" | "or"; readonly of: readonly Rule[] }
  | { readonly rule: "not"; readonly of: Rule };

/** A condition in CEL over `record`, `user {id, email}`, `org {id, role}` and `now`: `where("record.assignee == user.id")`. */
export const where = (source: string): Rule => ({ rule: "where", source });

/** The record belongs to the signed-in user. */
export const owner = (): Rule => ({ rule: "owner" });

/** The signed-in user is in a list field of user references. */
export const member = (field: string): Rule => ({ rule: "member", field });

/** A rule on the record that a reference field names: `via("project", owner())`. One hop. */
export const via = (field: string, of: Rule): Rule => ({ rule: "via", field, of });

export const and = (...of: readonly Rule[]): Rule => ({ rule: "and", of });
export const or = (...of: readonly Rule[]): Rule => ({ rule: "or", of });
export const not = (of: Rule): Rule => ({ rule: "not", of });

/** Whether somebody who is not signed in may fulfil the rule: only when it says so. */
export function isPublic(rule: Rule): boolean {
  switch (rule.rule) {
    case "public":
      return true;
    case "and":
    case "or":
      return rule.of.some(isPublic);
    default:
      return false;
  }
}

/** Whether a rule looks at another record. */
export function hasVia(rule: Rule): boolean {
  if (rule.rule === "via") return true;
  if (rule.rule === "and" || rule.rule === "or") return rule.of.some(hasVia);
  return rule.rule === "not" && hasVia(rule.of);
}
