import type { Json, JsonObject } from "@mozaiks/contracts";
import type { HttpManifest } from "../definitions/manifest.ts";
import {
  evaluateExpression,
  splitTemplate,
  type TemplatePiece,
  valueText,
} from "../definitions/compile/value-template.ts";
import type { SecretScope } from "./secrets.ts";

/** A request as it goes out. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Names of the headers that hold a secret. */
  readonly secretHeaders: ReadonlySet<string>;
  readonly isBodySecret: boolean;
}

/**
 * Fills in the templates of a tool. A value is encoded for where it stands, so that it can never change the host, the
 * path's structure, another parameter or the header lines. A query parameter or a field of the body that is nothing but
 * one unset value is left out.
 * @throws Error when a value cannot stand where it is put.
 */
export function buildHttpRequest(http: HttpManifest, scope: JsonObject, secrets: SecretScope): HttpRequest {
  const fill = (template: string, encode: (text: string) => string): string =>
    splitTemplate(template)
      .map((piece) => pieceText(piece, scope, secrets, encode))
      .join("");
  const headers: Record<string, string> = {};
  for (const [name, template] of Object.entries(http.headers))
    headers[name.toLowerCase()] = headerValue(name, fill(template, asItIs));
  const body = http.body === undefined ? undefined : buildBody(http.body, headers, scope, secrets);
  return {
    method: http.method,
    url: buildUrl(http.url, scope, fill),
    headers,
    ...(body !== undefined && { body }),
    secretHeaders: new Set(
      Object.entries(http.headers).flatMap(([name, template]) => (hasSecret(template) ? [name.toLowerCase()] : [])),
    ),
    isBodySecret: http.body !== undefined && hasSecret(JSON.stringify(http.body)),
  };
}

type Fill = (template: string, encode: (text: string) => string) => string;

function buildUrl(template: string, scope: JsonObject, fill: Fill): URL {
  const [, origin = "", rest = ""] = /^(https?:\/\/[^/?#]+)([^]*)$/.exec(template) ?? [];
  const [path = "", query] = splitOutside(rest, "?", 2);
  const segments = splitOutside(path, "/").map((segment) => {
    const filled = fill(segment, encodeURIComponent);
    if (segment.includes("{{") && /^(?:\.|%2e){0,2}$/i.test(filled))
      throw new Error("a value in the path is empty, . or ..");
    return filled;
  });
  const parameters = splitOutside(query ?? "", "&").flatMap((parameter) => {
    const [, name = "", value] = /^([^={]*=)?([^]*)$/.exec(parameter) ?? [];
    return isUnset(value ?? "", scope) ? [] : [`${name}${fill(value ?? "", encodeURIComponent)}`];
  });
  return new URL(`${origin}${segments.join("/")}${query === undefined ? "" : `?${parameters.join("&")}`}`);
}

function buildBody(body: Json, headers: Record<string, string>, scope: JsonObject, secrets: SecretScope): string {
  if (typeof body === "string") {
    headers["content-type"] ??= "text/plain; charset=utf-8";
    const encode = encoderOf(headers["content-type"]);
    return splitTemplate(body)
      .map((piece) => pieceText(piece, scope, secrets, encode))
      .join("");
  }
  const value = fillJson(body, scope, secrets);
  if (/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) {
    const fields = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
    const texts = Object.entries(fields).map(([name, field]): [string, string] => [name, valueText(field)]);
    return new URLSearchParams(texts).toString();
  }
  headers["content-type"] ??= "application/json";
  return JSON.stringify(value);
}

/** Values inside of a body that is one text are encoded after its content type. */
function encoderOf(contentType: string): (text: string) => string {
  if (/\bjson\b/i.test(contentType)) return (text) => JSON.stringify(text).slice(1, -1);
  return /^application\/x-www-form-urlencoded\b/i.test(contentType) ? encodeURIComponent : asItIs;
}

/** A text that is one value keeps the value's type. */
function fillJson(json: Json, scope: JsonObject, secrets: SecretScope): Json {
  if (typeof json === "string") {
    const pieces = splitTemplate(json);
    const [only] = pieces;
    if (pieces.length === 1 && only?.kind === "value") return evaluateExpression(only.expression, scope) ?? null;
    return pieces.map((piece) => pieceText(piece, scope, secrets, asItIs)).join("");
  }
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => fillJson(item, scope, secrets));
  const fields = Object.entries(json).filter(([, item]) => typeof item !== "string" || !isUnset(item, scope));
  return Object.fromEntries(fields.map(([key, item]) => [key, fillJson(item, scope, secrets)]));
}

function isUnset(template: string, scope: JsonObject): boolean {
  const pieces = splitTemplate(template);
  const [only] = pieces;
  if (pieces.length !== 1 || only?.kind !== "value") return false;
  return (evaluateExpression(only.expression, scope) ?? null) === null;
}

function pieceText(
  piece: TemplatePiece,
  scope: JsonObject,
  secrets: SecretScope,
  encode: (text: string) => string,
): string {
  if (piece.kind === "text") return piece.text;
  return encode(
    piece.kind === "secret" ? secrets.reveal(piece.name) : valueText(evaluateExpression(piece.expression, scope)),
  );
}

function headerValue(name: string, value: string): string {
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))
    throw new Error(`the value of the header ${name} holds characters that a header cannot`);
  return value.trim();
}

/** Splits at a character, but not inside of `{{ … }}`. */
function splitOutside(text: string, separator: string, limit = Number.POSITIVE_INFINITY): readonly string[] {
  const parts = [""];
  for (const [token] of text.matchAll(/\{\{[^]*?\}\}|[^]/g)) {
    if (token === separator && parts.length < limit) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}

function hasSecret(template: string): boolean {
  return splitTemplate(template).some(({ kind }) => kind === "secret");
}

function asItIs(text: string): string {
  return text;
}
