import type { Json, JsonObject } from "@mozaiks/contracts";
import { allowedHostMistake, isAllowedHost } from "./allowed-hosts.ts";
import { checkTemplate, splitTemplate } from "./value-template.ts";
import type { HttpFields } from "../files/http-fields.ts";
import type { KnownNames } from "./known-names.ts";
import type { HttpManifest } from "../manifest.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";
import { headerMistake } from "./request-headers.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";

/** Where an `http:` stands, and what its templates may name. */
export interface HttpPlace {
  /** Of the value of `http:`. */
  readonly path: SourcePath;
  readonly source: SourceFile;
  readonly parameters: JsonObject;
  readonly names: KnownNames;
}

/** What a tool asks of a web service. Whatever is wrong is in the report. */
export function compileHttp(http: HttpFields, place: HttpPlace, report: Report): HttpManifest {
  const { path, source } = place;
  const method = http.method ?? "GET";
  for (const [index, entry] of http.allowed_hosts.entries()) {
    const mistake = allowedHostMistake(entry);
    if (mistake !== undefined)
      report.error(
        source.at([...path, "allowed_hosts", index]),
        "value.invalid",
        `${JSON.stringify(entry)} ${mistake}.`,
        "Write api.example.com, *.example.com, or either with :port, in lower case.",
      );
  }
  checkUrl(http, place, report);
  const headers = Object.entries(http.headers ?? {});
  for (const [name, value] of headers) checkHeader(name, value, place, report);
  if (http.body != null) {
    if (method === "GET" || method === "HEAD")
      report.error(
        source.atKey([...path, "body"]),
        "key.conflict",
        `${method} has no body.`,
        "Use POST, PUT or PATCH.",
      );
    checkBody(http.body, [...path, "body"], place, report);
  }
  return {
    method,
    url: http.url,
    headers: Object.fromEntries(headers),
    ...(http.body != null && { body: http.body }),
    allowed_hosts: http.allowed_hosts,
  };
}

function checkUrl(http: HttpFields, place: HttpPlace, report: Report): void {
  const at = [...place.path, "url"];
  const wrong = (message: string, fix: string): void =>
    report.error(place.source.at(at), "value.invalid", message, fix);
  const [, origin, host = ""] = /^(https?:\/\/([^/?#]*))/.exec(http.url) ?? [];
  if (origin === undefined) return wrong("The URL does not begin with http:// or https://.", "Write the whole URL.");
  if (splitTemplate(origin).some(({ kind }) => kind !== "text") || /[{}$]/.test(host))
    return wrong("The URL's host is not written out.", "Values can stand in the path and in the query.");
  if (host.includes("@")) return wrong("The URL holds a user or a password.", "Send them in a header.");
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (!url || `${url.protocol}//${host.replace(/:(?:80|443)$/, "")}` !== url.origin.replace(/:(?:80|443)$/, ""))
    return wrong(`${JSON.stringify(host)} is not written as a host is.`, "Write its name in lower case.");
  if (!isAllowedHost(url, http.allowed_hosts))
    wrong(`The host ${url.host} is not in allowed_hosts.`, `Add ${url.host} to allowed_hosts.`);
  if (http.url.includes("#")) wrong("A fragment is never sent.", "Remove # and what follows.");
  checkText(http.url, at, place, report);
}

function checkHeader(name: string, value: string, place: HttpPlace, report: Report): void {
  const at = [...place.path, "headers", name];
  const mistake = headerMistake(name);
  if (mistake !== undefined)
    report.error(place.source.atKey(at), "value.invalid", mistake, "Remove it, or correct the name.");
  checkText(value, at, place, report);
}

function checkBody(body: Json, at: SourcePath, place: HttpPlace, report: Report): void {
  if (typeof body === "string") return checkText(body, at, place, report);
  if (typeof body !== "object" || body === null) return;
  for (const [key, item] of Object.entries(body)) checkBody(item, [...at, key], place, report);
}

function checkText(template: string, at: SourcePath, { source, parameters, names }: HttpPlace, report: Report): void {
  const { mistake, reads } = checkTemplate(template);
  if (mistake !== undefined)
    report.error(source.at(at), "prompt.invalid", `Not a template: ${mistake}.`, "Correct the template.");
  for (const [root, name] of reads) {
    if (root === "context") {
      if (typeof name === "string") names.requireVariable(name, source, at);
    } else if (root !== "arguments")
      report.error(
        source.at(at),
        "name.unknown",
        `There is no ${JSON.stringify(String(root))} here.`,
        "Write arguments.… for an argument, or context.… for a variable.",
      );
    else if (typeof name === "string") requireArgument(name, at, source, parameters, report);
  }
}

function requireArgument(
  name: string,
  at: SourcePath,
  source: SourceFile,
  parameters: JsonObject,
  report: Report,
): void {
  const { properties } = parameters;
  if (typeof properties !== "object" || properties === null || name in properties) return;
  report.error(
    source.at(at),
    "name.unknown",
    `There is no argument ${JSON.stringify(name)}.`,
    suggest(name, Object.keys(properties), "Declare it in parameters.properties."),
  );
}

/** The variables that the templates of a web service read. */
export function variablesReadBy({ url, headers, body }: HttpManifest): readonly string[] {
  return [url, ...Object.values(headers), ...textsIn(body ?? null)].flatMap((template) =>
    checkTemplate(template).reads.flatMap(([root, name]) => (root === "context" ? [String(name)] : [])),
  );
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === "string") return [json];
  return typeof json === "object" && json !== null ? Object.values(json).flatMap(textsIn) : [];
}
