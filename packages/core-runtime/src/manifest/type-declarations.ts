import type { CompiledApp } from "../definition/compiled-app.ts";

/** The module that an app's collections are exported from. */
export interface AppModule {
  /** As it is imported from where the declarations are written: `./app.ts`. */
  readonly path: string;
  /** What the module exports, by name. */
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * The text of `mozaiks.d.ts`: it tells TypeScript the app's collections, so that `db.tasks` is typed and an unknown collection
 * does not compile. It names the collections one by one and never the app, whose type would lead back to itself. A collection
 * that the module does not export has no type, and stays unknown.
 */
export function toTypeDeclarations(app: CompiledApp, { path, exports }: AppModule): string {
  const names = [...app.collections.values()].map(({ name, definition }) => {
    const exported = Object.keys(exports).find((key) => exports[key] === definition);
    if (exported === undefined) return `    // ${name}: export it from ${path} to use it as db.${name}`;
    const member = exported === "default" ? '["default"]' : `.${exported}`;
    return `    readonly ${name}: typeof import(${JSON.stringify(path)})${member};`;
  });
  return [
    "// Written by `mozaiks app dev` and `mozaiks app manifest`; changes are lost.",
    'import "@mozaiks/core-runtime";',
    "",
    'declare module "@mozaiks/core-runtime" {',
    "  interface Collections {",
    ...names,
    "  }",
    "}",
    "",
  ].join("\n");
}
