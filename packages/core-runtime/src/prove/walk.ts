import type { Json } from "@mozaiks/contracts";
import { isDeepStrictEqual } from "node:util";
import { globalTenant } from "../data/row.ts";
import type { Actor } from "./cast.ts";
import type { CheckName, Violation } from "./proof-report.ts";
import type { Answer, ProverRequest, World } from "./world.ts";

/** What an answer must be. */
export type Expected =
  | {
      readonly status: 200 | 201 | 204;
      readonly body?: Json;
      readonly etag?: string;
      /** Records may be changed, those of the actor's organisation and of the whole app. */
      readonly writes?: boolean;
    }
  /** Whatever the app's own handler answers. */
  | "anything"
  /** One of several where data decides what the prover does not follow: a hook, a chain of references. */
  | { readonly oneOf: readonly Expected[] }
  /** `like`: answers with the same name must be the same byte for byte, but for what tells them apart. */
  | { readonly problem: string; readonly like?: string };

/** One check on its way through a world: makes requests, compares answers and keeps what is wrong. */
export interface Walk {
  readonly world: World;
  examine(actor: Actor, request: ProverRequest, expected: Expected): Promise<Answer>;
  report(violation: Omit<Violation, "check">): void;
  gap(text: string): void;
}

export interface WalkOptions {
  readonly check: CheckName;
  /** Answers that must be the same, by name: shared by all checks of a world. */
  readonly likenesses: Map<string, string>;
  readonly onViolation: (violation: Violation) => void;
  readonly onGap: (text: string) => void;
  readonly onRequest?: (request: string) => void;
}

export function createWalk(world: World, { check, likenesses, onViolation, onGap, onRequest }: WalkOptions): Walk {
  const report: Walk["report"] = (violation) => onViolation({ check, ...violation });
  return {
    world,
    report,
    gap: onGap,
    async examine(actor, request, expectedOfTable) {
      const expected = world.isOverridden(request) ? "anything" : expectedOfTable;
      const answer = await world.send(actor, request);
      const asked = textOf(request);
      onRequest?.(`${actor.name}: ${asked}`);
      const tell = (kind: Violation["kind"], actual: string) =>
        report({ kind, actor: actor.name, request: asked, expected: describe(expected), actual });
      const leaked = world
        .foreignDataIn(headerText(answer) + answer.text, actor)
        .filter((data) => !asked.includes(data));
      if (leaked.length > 0) tell("leak", `data of another organisation: ${leaked.slice(0, 3).join(", ")}`);
      const forbidden = forbiddenChange(answer, actor, expected);
      if (forbidden) tell("write", forbidden);
      const difference = differenceOf(answer, expected, likenesses);
      if (difference) tell("answer", difference);
      return answer;
    },
  };
}

export const textOf = ({ method, path, body }: ProverRequest): string =>
  `${method} ${decodeURIComponent(path)}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`;

function forbiddenChange({ changes }: Answer, { tenant }: Actor, expected: Expected): string | undefined {
  const records = changes.filter(({ collection }) => !collection.startsWith("_"));
  const change = records.find((one) => !mayWrite(expected) || (one.tenant !== tenant && one.tenant !== globalTenant));
  return change && `${change.collection}/${change.id} of ${change.tenant} was changed`;
}

function mayWrite(expected: Expected): boolean {
  if (expected === "anything") return true;
  if ("oneOf" in expected) return expected.oneOf.some(mayWrite);
  return "status" in expected && expected.writes === true;
}

function differenceOf(answer: Answer, expected: Expected, likenesses: Map<string, string>): string | undefined {
  if (expected === "anything") return undefined;
  if ("oneOf" in expected) {
    const differences = expected.oneOf.map((one) => differenceOf(answer, one, likenesses));
    return differences.includes(undefined) ? undefined : differences[0];
  }
  if ("problem" in expected) return differenceOfProblem(answer, expected, likenesses);
  if (answer.status !== expected.status) return brief(answer);
  if (expected.body !== undefined && !isDeepStrictEqual(answer.json, expected.body)) return brief(answer);
  if (expected.etag !== undefined && answer.headers.get("etag") !== expected.etag)
    return `ETag ${answer.headers.get("etag")}`;
  return undefined;
}

function differenceOfProblem(
  answer: Answer,
  { problem, like }: { problem: string; like?: string },
  likenesses: Map<string, string>,
): string | undefined {
  const { json } = answer;
  if (typeof json !== "object" || json === null || Array.isArray(json) || json["code"] !== problem)
    return brief(answer);
  if (like === undefined) return undefined;
  const instance = JSON.stringify(json["instance"] ?? null);
  const comparable = `${answer.status} ${headerText(answer)} ${answer.text.replace(instance, '"…"')}`;
  const before = likenesses.get(like) ?? comparable;
  likenesses.set(like, before);
  return before === comparable ? undefined : `${comparable}, which differs from ${before}`;
}

/** Headers that tell requests apart, and nothing of what was asked for. */
const ownOfRequest = new Set([
  "date",
  "x-request-id",
  "mozaiks-request-id",
  "request-id",
  "traceparent",
  "server-timing",
]);

function headerText({ headers }: Answer): string {
  return [...headers]
    .filter(([name]) => !ownOfRequest.has(name) && !name.startsWith("ratelimit") && !name.startsWith("x-ratelimit"))
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
}

const brief = ({ status, text }: Answer): string => `${status} ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`;

function describe(expected: Expected): string {
  if (expected === "anything") return "nothing of other organisations";
  if ("oneOf" in expected) return expected.oneOf.map(describe).join(" or ");
  if ("problem" in expected) return expected.problem;
  return `${expected.status}${expected.body === undefined ? "" : ` ${JSON.stringify(expected.body).slice(0, 300)}`}`;
}
