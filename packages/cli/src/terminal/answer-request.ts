import { type ChatSession, currentFields, type FormField, toFormFields } from "@mozaiks/chatui/core";
import type { Json, JsonObject, OpenRequest } from "@mozaiks/contracts/fold";
import type { Io } from "../io.ts";
import type { Prompter } from "./prompter.ts";
import { readField } from "./read-field.ts";

/** Asks a person what an open request asks for and sends the answer. False when the input ended first. */
export async function answerRequest(
  request: OpenRequest,
  session: ChatSession,
  { prompter, style, signal }: { prompter: Prompter; style: Io["style"]; signal: AbortSignal },
): Promise<boolean> {
  if (request.type === "approval_request") {
    prompter.write(`${style("bold", `Allow ${request.tool}?`)} ${style("dim", JSON.stringify(request.arguments))}\n`);
    const line = await prompter.ask("y/N ", signal);
    if (line === undefined) return false;
    session.decide(request.call_id, /^y(es)?$/i.test(line.trim()) ? "approve" : "deny");
    return true;
  }
  const fields = toFormFields(request.component === "core.confirm" ? confirmForm : request.payload);
  const isForm = fields.length > 0;
  const answer = await (isForm ? askFields(request.payload, fields) : askJson(request.component, request.payload));
  if (answer === undefined) return false;
  session.respond(request.call_id, answer);
  return true;

  async function askFields(payload: JsonObject, fields: readonly FormField[]): Promise<Json | undefined> {
    prompter.write(`${style("bold", textOf(payload["title"]) || textOf(payload["message"]) || "Please answer")}\n`);
    if (textOf(payload["description"])) prompter.write(`${textOf(payload["description"])}\n`);
    const answer: Record<string, Json> = {};
    for (const { name } of fields) {
      const known = fields.map((field) =>
        Object.hasOwn(answer, field.name) ? { ...field, initial: answer[field.name] ?? null } : field,
      );
      const field = currentFields(known, {}).find((asked) => asked.name === name);
      if (!field) continue;
      const value = await askField(field);
      if (value === undefined) return undefined;
      if (value.value !== undefined) answer[field.name] = value.value;
    }
    return answer;
  }

  async function askField(field: FormField): Promise<{ value?: Json } | undefined> {
    const { input } = field;
    const choices = input.kind === "choice" || input.kind === "choices" ? input.choices : [];
    choices.forEach(({ label }, index) => prompter.write(`  ${index + 1}) ${label}\n`));
    for (;;) {
      const line = await prompter.ask(promptOf(field), signal);
      if (line === undefined) return undefined;
      const read = readField(field, line);
      if (!("mistake" in read)) {
        if (!prompter.isInteractive) prompter.write(`${field.label} › ${show(read.value ?? null)}\n`);
        return read;
      }
      prompter.write(style("yellow", `  ${read.mistake}\n`));
    }
  }

  function promptOf({ label, input, hint, placeholder, initial }: FormField): string {
    const notes = [
      input.kind === "checkbox" ? "y/n" : (hint ?? placeholder ?? ""),
      input.kind === "choices" || input.kind === "list" ? "several, by commas" : "",
      initial === undefined ? "" : `[${show(initial)}]`,
    ];
    return `${[label, ...notes.filter(Boolean).map((note) => style("dim", note))].join(" ")} › `;
  }

  async function askJson(component: string, payload: JsonObject): Promise<Json | undefined> {
    prompter.write(`${style("bold", component)} ${style("dim", JSON.stringify(payload))}\n`);
    for (;;) {
      const line = await prompter.ask("answer as JSON [{}] › ", signal);
      if (line === undefined) return undefined;
      const value = parse(line);
      if (value !== undefined) return value;
      prompter.write(style("yellow", "  this is not JSON\n"));
    }
  }
}

const confirmForm: JsonObject = { fields: [{ name: "confirmed", label: "Confirm?", type: "checkbox" }] };

function parse(line: string): Json | undefined {
  try {
    return JSON.parse(line.trim() || "{}") as Json;
  } catch {
    return undefined;
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function show(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
