import type { CompiledApp } from "../definition/compiled-app.ts";

/** The module that an app's collections and routes are exported from. */
export interface AppModule {
  /** As it is imported from where the declarations are written: `./app.ts`. */
  readonly path: string;
  /** What the module exports, by name. */
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * The text of `mozaiks.d.ts`: it tells TypeScript the app's collections and routes, so that `db.tasks` and a client's `call` are
 * typed, and what is unknown does not compile. It names them one by one and never the app, whose type would lead back to itself.
 * What the module does not export has no type, and stays unknown.
 */
export function toTypeDeclarations(app: CompiledApp, { path, exports }: AppModule): string {
  const typeOf = (exported: string) =>
    `typeof import(${JSON.stringify(path)})${exported === "default" ? '["default"]' : `.${exported}`}`;
  const collections = [...app.collections.values()].map(({ name, definition }) => {
    const exported = Object.keys(exports).find((key) => exports[key] === definition);
    if (exported === undefined) return `    // ${name}: export it from ${path} to use it as db.${name}`;
    return `    readonly ${name}: ${typeOf(exported)};`;
  });
  const routes = app.routes.map(({ method, path: at, handler }) => {
    const exported = Object.keys(exports).find((key) => handlerOf(exports[key]) === handler);
    if (exported === undefined)
      return `    // ${method} ${at}: export its handler from ${path} to call it from a client`;
    return `    readonly ${JSON.stringify(`${method} ${at}`)}: ${typeOf(exported)};`;
  });
  return [
    "// Written by `mozaiks app dev` and `mozaiks app manifest`; changes are lost.",
    'import "@mozaiks/core-runtime";',
    "",
    'declare module "@mozaiks/core-runtime" {',
    "  interface Collections {",
    ...collections,
    "  }",
    "  interface Routes {",
    ...routes,
    "  }",
    "}",
    "",
  ].join("\n");
}

/** The function behind what may stand in `routes`. */
function handlerOf(exported: unknown): unknown {
  return typeof exported === "object" && exported !== null && "handler" in exported ? exported.handler : exported;
}
