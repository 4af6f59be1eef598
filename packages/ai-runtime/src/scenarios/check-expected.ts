import type { EventOf, Json, SessionEvent } from "@mozaiks/contracts";
import type { SessionView } from "@mozaiks/contracts/fold";
import type { Expected } from "../definitions/files/scenario-file.ts";
import type { SourcePath } from "../definitions/source/source-file.ts";
import { missingIn, printed } from "./subset.ts";

/** Something that is not as expected; `path` leads to where the expectation says so. */
export interface Difference {
  readonly path: SourcePath;
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

export interface Facts {
  /** What was logged in the time that is looked at. */
  readonly events: readonly SessionEvent[];
  /** The session at its end. */
  readonly view: SessionView;
  /** The documents then, by collection, in order of their last writes. */
  readonly documents: Readonly<Record<string, readonly Json[]>>;
}

/** Compares what happened with what was expected; what is not mentioned may be anything. */
export function checkExpected(expected: Expected, facts: Facts): readonly Difference[] {
  const { view } = facts;
  const ends = facts.events.filter((event) => event.type === "workflow_failed");
  return [
    ...checkText("status", expected.status, view.status),
    ...checkText("waiting_for", expected.waiting_for, view.waiting_for ?? "nothing"),
    ...checkText("error", expected.error, ends.at(-1)?.error.code ?? "no failure"),
    ...checkList("speakers", expected.speakers, speakersOf(facts)),
    ...checkTools(expected.tools, callsOf(facts)),
    ...checkMessages(expected.messages, facts),
    ...checkValues("context", expected.context, view.context),
    ...checkList("asks", expected.asks?.toSorted(), questionsOf(facts)),
    ...checkArtifacts(expected.artifacts, view),
    ...checkDocuments(expected.documents, facts),
    ...checkValue(["result"], expected.result, resultOf(facts)),
  ];
}

function checkText(what: string, expected: string | undefined, got: string): readonly Difference[] {
  return expected === undefined || expected === got ? [] : [{ path: [what], what, expected, got }];
}

function checkList(
  what: string,
  expected: readonly string[] | undefined,
  got: readonly string[],
): readonly Difference[] {
  if (
    expected === undefined ||
    (expected.length === got.length && expected.every((each, index) => each === got[index]))
  )
    return [];
  const show = (list: readonly string[]): string => list.join(", ") || "none";
  return [{ path: [what], what, expected: show(expected), got: show(got) }];
}

function checkValue(path: readonly string[], expected: Json | undefined, got: Json | undefined): readonly Difference[] {
  const missing = expected === undefined ? undefined : missingIn(expected, got);
  return missing === undefined
    ? []
    : [
        {
          path,
          what: [...path, ...missing.path].join("."),
          expected: printed(missing.expected),
          got: printed(missing.got),
        },
      ];
}

function checkValues(
  what: string,
  expected: Readonly<Record<string, Json>> | undefined,
  got: Readonly<Record<string, Json>>,
): readonly Difference[] {
  return Object.entries(expected ?? {}).flatMap(([name, value]) => checkValue([what, name], value, got[name]));
}

interface CallFact {
  readonly name: string;
  readonly agent: string;
  readonly arguments: Json;
  readonly status: string;
  readonly result: Json | undefined;
}

function checkTools(expected: Expected["tools"], got: readonly CallFact[]): readonly Difference[] {
  if (expected === undefined) return [];
  const wanted = expected.map((call) => (typeof call === "string" ? { name: call } : call));
  const names = checkList(
    "tools",
    wanted.map(({ name }) => name),
    got.map(({ name }) => name),
  );
  if (names.length > 0) return names;
  return wanted.flatMap((call, index) => {
    const made = got[index];
    if (!made) return [];
    const { name: _, ...fields } = call;
    return Object.entries(fields).flatMap(([key, value]) => {
      const found = { agent: made.agent, arguments: made.arguments, status: made.status, result: made.result }[key];
      const [difference] = checkValue([`${call.name}.${key}`], value, found);
      return difference ? [{ ...difference, path: ["tools", index, key] }] : [];
    });
  });
}

function checkMessages(expected: Expected["messages"], { events }: Facts): readonly Difference[] {
  const said = events.filter((event) => event.type === "agent_message");
  let from = 0;
  for (const [index, wanted] of (expected ?? []).entries()) {
    const found = said.findIndex((message, at) => at >= from && fits(wanted, message));
    if (found === -1) {
      const rest = said.slice(from).map(({ agent, content }) => `${agent}: ${content ?? ""}`);
      const got = rest.length > 0 ? rest.join("\n") : "no further message";
      return [{ path: ["messages", index], what: `messages[${index}]`, expected: describeMessage(wanted), got }];
    }
    from = found + 1;
  }
  return [];
}

type ExpectedMessage = NonNullable<Expected["messages"]>[number];

function fits(wanted: ExpectedMessage, { agent, content = "", structured_output }: EventOf<"agent_message">): boolean {
  const { from, contains, matches, structured } = typeof wanted === "string" ? textOnly(wanted) : wanted;
  return (
    (from === undefined || from === agent) &&
    (contains === undefined || content.toLowerCase().includes(contains.toLowerCase())) &&
    (matches === undefined || new RegExp(matches, "u").test(content)) &&
    (structured === undefined || missingIn(structured, structured_output) === undefined)
  );
}

function textOnly(contains: string): Exclude<ExpectedMessage, string> {
  return { contains };
}

function describeMessage(wanted: ExpectedMessage): string {
  if (typeof wanted === "string") return `a message that contains ${printed(wanted)}`;
  const parts = Object.entries(wanted).map(([key, value]) => `${key} ${printed(value)}`);
  return `a message ${parts.join(", ")}`;
}

function checkArtifacts(expected: Expected["artifacts"], view: SessionView): readonly Difference[] {
  if (expected === undefined) return [];
  const got = Object.values(view.artifacts);
  if (got.length !== expected.length) {
    const titles = got.map(({ title }) => title).join(", ");
    return [
      {
        path: ["artifacts"],
        what: "artifacts",
        expected: String(expected.length),
        got: `${got.length}${titles && `: ${titles}`}`,
      },
    ];
  }
  return expected.flatMap((wanted, index) => {
    const { artifact_type: type, title, version, state } = got[index] ?? {};
    const artifact = JSON.parse(JSON.stringify({ type, title, version, state })) as Record<string, Json>;
    return Object.entries(wanted).flatMap(([key, value]) => {
      const [difference] = checkValue([`artifacts[${index}].${key}`], value, artifact[key]);
      return difference ? [{ ...difference, path: ["artifacts", index, key] }] : [];
    });
  });
}

function checkDocuments(expected: Expected["documents"], { documents }: Facts): readonly Difference[] {
  return Object.entries(expected ?? {}).flatMap(([collection, wanted]) =>
    checkValue(["documents", collection], wanted, [...(documents[collection] ?? [])]),
  );
}

function speakersOf({ events }: Facts): readonly string[] {
  return events.flatMap((event) => (event.type === "agent_selected" ? [event.agent] : []));
}

function callsOf({ events }: Facts): readonly CallFact[] {
  const results = new Map(events.flatMap((event) => (event.type === "tool_result" ? [[event.call_id, event]] : [])));
  return events.flatMap((event) => {
    if (event.type !== "tool_call" || event.kind === "handoff") return [];
    const result = results.get(event.call_id);
    return [
      {
        name: event.name ?? "",
        agent: event.agent,
        arguments: event.arguments ?? {},
        status: result?.status ?? "open",
        result: result?.result,
      },
    ];
  });
}

function questionsOf({ view }: Facts): readonly string[] {
  const open = Object.keys(view.open_requests);
  return view.rows.flatMap((row) => (row.kind === "tool" && open.includes(row.key) ? [row.name] : [])).toSorted();
}

function resultOf({ events }: Facts): Json | undefined {
  return events.filter((event) => event.type === "workflow_complete").at(-1)?.result;
}
