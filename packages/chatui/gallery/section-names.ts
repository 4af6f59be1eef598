/** The gallery's sections, in the order in which a person meets them. */
export const sectionNames = [
  "launcher",
  "widget",
  "overlay",
  "picker",
  "home",
  "chats",
  "messages",
  "tools",
  "questions",
  "components",
  "approvals",
  "lines",
  "composers",
  "artifacts",
] as const;

export type SectionName = (typeof sectionNames)[number];
