/** The components that every chat has: what `ui.component` of a UI tool may name without anybody writing one. */
export const coreComponents = [
  "core.card",
  "core.chart",
  "core.code",
  "core.confirm",
  "core.diff",
  "core.file-tree",
  "core.form",
  "core.image",
  "core.list",
  "core.markdown",
  "core.progress",
  "core.steps",
  "core.table",
] as const;

/** The modules that a workflow's components do not bring but take from the page that shows them. */
export const pageModules = ["react", "react/jsx-runtime", "react-dom", "@mozaiks/chatui/ui-tools"] as const;

/** Where a page keeps them: `globalThis[Symbol.for(pageModulesKey)]`, each by its name. */
export const pageModulesKey = "mozaiks.page-modules";
