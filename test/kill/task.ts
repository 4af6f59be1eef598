import * as fc from "fast-check";

/** What an agent does in one model call. `say` and `transfer` are text; the others call the tools they name. */
export type Step = "say" | "transfer" | "note" | "close" | "charge" | "both" | "ask" | "hurry" | "askAndCharge";

export type Agent = "Clerk" | "Builder";

/** What a user message asks the agents for: it is the whole script of their replies. */
export type Script = Readonly<Record<Agent, readonly Step[]>>;

/** A script and how the person behaves while it is worked on. */
export interface Task {
  readonly script: Script;
  /** What the person does in the middle of the run. */
  readonly mood: "patient" | "cancels" | "interrupts";
  /** Frames that the person sees before that. */
  readonly patience: number;
  /** Writes a message instead of answering a question. */
  readonly dismisses: boolean;
  /** Asks for a retry of a run that failed; otherwise goes on with the next task. */
  readonly retries: boolean;
}

const work: readonly Step[] = ["note", "charge", "both"];
const questions: readonly Step[] = ["ask", "ask", "hurry", "askAndCharge"];

const clerk = fc
  .tuple(fc.array(fc.constantFrom(...work), { maxLength: 2 }), fc.constantFrom<Step>("transfer", "transfer", "say"))
  .map(([before, last]) => [...before, last]);

const builder = fc
  .tuple(
    fc.array(fc.constantFrom(...work, ...questions), { minLength: 1, maxLength: 3 }),
    fc.constantFrom<readonly Step[]>(["say"], ["say"], ["close", "say"]),
  )
  .map(([before, last]) => [...before, ...last]);

/** A task as likely as any other. */
export const anyTask: fc.Arbitrary<Task> = fc.noBias(
  fc.record({
    script: fc.record({ Clerk: clerk, Builder: builder }),
    mood: fc.constantFrom("patient", "patient", "patient", "patient", "patient", "cancels", "interrupts"),
    patience: fc.integer({ min: 1, max: 40 }),
    dismisses: fc.constantFrom(true, false, false, false),
    retries: fc.boolean(),
  }),
);

/** The user message that gives a task. */
export function contentOf(task: number, script: Script): string {
  return JSON.stringify({ task, ...script });
}

/** The task that a user message gives, if it gives one. */
export function parseTask(content: string): { task: number; script: Script } | undefined {
  if (!content.startsWith('{"task":')) return undefined;
  const { task, ...script } = JSON.parse(content) as Script & { task: number };
  return { task, script };
}

const textPattern = /^\[(\d+)\/(\w+)\/(\d+)\/(\w+)\]/;

/** What an agent says in a step: some words that tell where they belong. */
export function textOf(task: number, agent: string, step: number, kind: string): string {
  const words = Array.from({ length: 12 + ((task + step) % 12) }, (_, index) => `word-${index}`);
  return [`[${task}/${agent}/${step}/${kind}]`, ...(kind === "note" ? [] : words)].join(" ");
}

/** The step that a text claims to be of, and the whole text of that step. */
export function placeOfText(text: string): { place: string; whole: string; agent: string } | undefined {
  const [place, task, agent = "", step, kind = ""] = textPattern.exec(text) ?? [];
  return place === undefined ? undefined : { place, agent, whole: textOf(Number(task), agent, Number(step), kind) };
}
