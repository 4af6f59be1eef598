import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

const good: Readonly<Record<string, string>> = {
  url: "https://api.example.com/v1/{{ arguments.city }}",
  allowed_hosts: "[api.example.com]",
};

/** A second tool, whose `http:` stands in line 12 and has one key per line, in the order given. */
const http = (
  changes: Readonly<Record<string, string | undefined>>,
  ...lines: readonly string[]
): Readonly<Record<string, string>> => {
  const keys = Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined);
  const head = ["name: more", "description: x", "parameters: { type: object, properties: { city: {} } }"];
  const all = [...head, "http:", ...keys.map(([key, value]) => `  ${key}: ${value}`), ...lines];
  return {
    "tools.yaml": `${smallWorkflow["tools.yaml"] ?? ""}  - agent: Ann\n${all.map((line) => `    ${line}\n`).join("")}`,
  };
};

const url = (text: string): Readonly<Record<string, string>> => http({ url: JSON.stringify(text) });

export const brokenHttpTools: readonly MalformedDefinition[] = [
  {
    what: "a web service without hosts",
    files: http({ allowed_hosts: undefined }),
    error: "tools.yaml:13:7 key.missing",
    says: "allowed_hosts",
  },
  {
    what: "an empty list of hosts",
    files: http({ allowed_hosts: "[]" }),
    error: "tools.yaml:14:22 value.invalid",
    says: "must name a host",
  },
  {
    what: "a web service without URL",
    files: http({ url: undefined }),
    error: "tools.yaml:13:7 key.missing",
    says: "url",
  },
  {
    what: "a host that is not allowed",
    files: url("https://api.example.org/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "Add api.example.org to allowed_hosts",
  },
  {
    what: "a port that is not allowed",
    files: url("https://api.example.com:8443/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "Add api.example.com:8443 to allowed_hosts",
  },
  {
    what: "a URL of a file",
    files: url("file:///etc/passwd"),
    error: "tools.yaml:13:12 value.invalid",
    says: "http:// or https://",
  },
  { what: "a relative URL", files: url("/v1"), error: "tools.yaml:13:12 value.invalid", says: "Write the whole URL" },
  {
    what: "a host from an argument",
    files: url("https://{{ arguments.city }}.example.com/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "not written out",
  },
  {
    what: "a host that an argument ends",
    files: url("https://api.example.com{{ arguments.city }}/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "not written out",
  },
  {
    what: "a host from a secret",
    files: url("https://${secret:HOST}/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "not written out",
  },
  {
    what: "a URL with a user",
    files: url("https://ann@api.example.com/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "Send them in a header",
  },
  {
    what: "a decimal address",
    files: http({ url: "http://2130706433/", allowed_hosts: "['127.0.0.1']" }),
    error: "tools.yaml:13:12 value.invalid",
    says: "not written as a host is",
  },
  {
    what: "a host in capitals",
    files: url("https://API.example.com/"),
    error: "tools.yaml:13:12 value.invalid",
    says: "in lower case",
  },
  {
    what: "a fragment",
    files: url("https://api.example.com/#x"),
    error: "tools.yaml:13:12 value.invalid",
    says: "Remove #",
  },
  {
    what: "an unknown argument",
    files: url("https://api.example.com/{{ arguments.citi }}"),
    error: "tools.yaml:13:12 name.unknown",
    says: 'Did you mean "city"?',
  },
  {
    what: "an unknown variable",
    files: url("https://api.example.com/{{ context.stag }}"),
    error: "tools.yaml:13:12 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "a value of nowhere",
    files: url("https://api.example.com/{{ city }}"),
    error: "tools.yaml:13:12 name.unknown",
    says: "arguments.…",
  },
  {
    what: "a tag",
    files: url("https://api.example.com/{% if arguments.city %}x{% endif %}"),
    error: "tools.yaml:13:12 prompt.invalid",
    says: "no tags",
  },
  {
    what: "an open value",
    files: url("https://api.example.com/{{ arguments.city"),
    error: "tools.yaml:13:12 prompt.invalid",
    says: "not closed",
  },
  {
    what: "an unknown filter",
    files: url("https://api.example.com/{{ arguments.city | shout }}"),
    error: "tools.yaml:13:12 prompt.invalid",
    says: "shout",
  },
  {
    what: "a secret without name",
    files: url("https://api.example.com/?k=${secret:}"),
    error: "tools.yaml:13:12 prompt.invalid",
    says: "${secret:NAME}",
  },
  { what: "an unknown method", files: http({ method: "FETCH" }), error: "tools.yaml:15:15 value.invalid", says: "GET" },
  {
    what: "a body of a GET",
    files: http({ body: "{ a: 1 }" }),
    error: "tools.yaml:15:7 key.conflict",
    says: "GET has no body",
  },
  {
    what: "an unknown argument in a body",
    files: http({ method: "POST", body: "{ a: [{ b: '{{ arguments.x }}' }] }" }),
    error: "tools.yaml:16:24 name.unknown",
    says: "parameters.properties",
  },
  {
    what: "a name that is no header",
    files: http({ headers: '{ "X Name": a }' }),
    error: "tools.yaml:15:18 value.invalid",
    says: "is no header",
  },
  {
    what: "a header of the connection",
    files: http({ headers: "{ Host: evil }" }),
    error: "tools.yaml:15:18 value.invalid",
    says: "Remove it",
  },
  {
    what: "an unknown variable in a header",
    files: http({ headers: "{ X-A: '{{ context.x }}' }" }),
    error: "tools.yaml:15:23 name.unknown",
    says: "context_variables.yaml",
  },
  {
    what: "an unknown key of a web service",
    files: http({ querry: "a" }),
    error: "tools.yaml:15:7 key.unknown",
    says: "querry",
  },
  {
    what: "any host",
    files: http({ allowed_hosts: "[api.example.com, '*']" }),
    error: "tools.yaml:14:40 value.invalid",
    says: "is not a host",
  },
  {
    what: "a whole top-level domain",
    files: http({ allowed_hosts: "[api.example.com, '*.com']" }),
    error: "tools.yaml:14:40 value.invalid",
    says: "too wide",
  },
  {
    what: "a URL as host",
    files: http({ allowed_hosts: "[api.example.com, 'https://a.example']" }),
    error: "tools.yaml:14:40 value.invalid",
    says: "is not a host",
  },
  {
    what: "an octal address as host",
    files: http({ allowed_hosts: "[api.example.com, '0177.0.0.1']" }),
    error: "tools.yaml:14:40 value.invalid",
    says: "not written as a host is",
  },
  {
    what: "a port that is none",
    files: http({ allowed_hosts: "[api.example.com, 'a.example:99999']" }),
    error: "tools.yaml:14:40 value.invalid",
    says: "no such port",
  },
  {
    what: "a web service with code",
    files: http({}, "file: greet.ts", "function: greet"),
    error: "tools.yaml:12:5 key.conflict",
    says: "both http and file",
  },
  {
    what: "a web service that a person answers",
    files: http({}, "tool_type: UI_Tool", "ui: { component: core.form }"),
    error: "tools.yaml:12:5 key.conflict",
    says: "both http and ui",
  },
];
