import { createHash } from "node:crypto";

interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: { readonly $ref?: string } }>>;

/** The part of an API document (OpenAPI 3.1) that the page shows. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
summary { cursor: pointer; padding: .3rem 0 } details > :not(summary) { margin-left: 1.2rem }
pre { overflow: auto; font-size: .85rem } th { text-align: left; padding-right: 1rem; vertical-align: top }
`;

/** The page's answer headers: nothing but its own sheet, no script, no frame. */
export const apiPageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

/** The API for people to read, as one document without scripts. */
export function apiPage({ info, paths, components }: ApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(`${method.toUpperCase()} ${path}`, operation)),
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code></summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`,
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(info.title)}</title>`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head><body>`,
    `<h1>${escaped(info.title)} ${escaped(info.version)}</h1><p>${escaped(info.description ?? "")}</p>`,
    '<p>For programs: <a href="/openapi.json">openapi.json</a></p>',
    `<h2>Routes</h2>${operations.join("\n")}<h2>Shapes</h2>${schemas.join("\n")}</body></html>`,
  ].join("\n");
}

function section(
  name: string,
  { summary = "", security = [], parameters = [], requestBody, responses }: Operation,
): string {
  const rows = [
    ...parameters.map((each) => row(`${each.in} <code>${escaped(each.name)}</code>`, escaped(each.description ?? ""))),
    ...(requestBody ? [row("body", shapes(requestBody.content))] : []),
    ...Object.entries(responses).map(([status, { description, content = {} }]) =>
      row(escaped(status), `${escaped(description)} ${shapes(content)}`),
    ),
  ];
  const access = security.length > 0 ? "" : " (no token)";
  return `<details><summary><code>${escaped(name)}</code>${access} ${escaped(summary)}</summary><table>${rows.join("")}</table></details>`;
}

const row = (head: string, text: string): string => `<tr><th>${head}</th><td>${text}</td></tr>`;

/** A link to each shape; a media type where there is none. */
function shapes(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const name = escaped(schema?.$ref?.split("/").at(-1) ?? "");
      return name === "" ? `<code>${escaped(type)}</code>` : `<a href="#${name}">${name}</a>`;
    })
    .join(", ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
