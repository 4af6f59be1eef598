import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import type { ComponentType } from "react";
import type { StandardSchema } from "./standard-schema.ts";
import type { StreamingUIToolProps, UIToolProps } from "./ui-tool-props.ts";

/** A component without React: it draws into an element of its own. */
export interface UIToolMount<Props> {
  mount(element: HTMLElement, props: Props): MountedUITool;
}

/** What takes a mounted tool away. Without `update` it is drawn once and never told what changes. */
export type MountedUITool = (() => void) | { update(props: unknown): void; unmount(): void };

interface Definition<Input, Output, Props> {
  /** What `ui.component` of a workflow's tool names: `Picker`, or the host's `acme.picker`. */
  readonly name: string;
  /** What the payload must be, checked before it is drawn. The component gets what the schema makes of it. */
  readonly input?: StandardSchema<Input>;
  /** What an answer must be, checked before it is sent. */
  readonly output?: StandardSchema<Output>;
  readonly render: ComponentType<Props> | UIToolMount<Props>;
  /** The answer in words, once it is given; "" = that it was given says it all. Without it its values are listed. */
  answered?(output: Output, input: Input): string;
  /** `problems` are drawn by the component, each where it belongs; the chat then only says that the answer was refused. */
  readonly showsProblems?: boolean;
}

export interface UIToolDefinition<Input, Output> extends Definition<Input, Output, UIToolProps<Input, Output>> {
  readonly streams?: false;
}

export interface StreamingUIToolDefinition<Input, Output> extends Definition<
  Input,
  Output,
  StreamingUIToolProps<Input, Output>
> {
  /** Draw it while the agent still writes the arguments. */
  readonly streams: true;
}

/** A UI tool, whatever its types. */
export interface UITool {
  readonly name: string;
  readonly input?: StandardSchema;
  readonly output?: StandardSchema;
  readonly render: ComponentType<StreamingUIToolProps> | UIToolMount<StreamingUIToolProps>;
  answered?(output: Json, input: JsonObject): string;
  readonly showsProblems?: boolean;
  readonly streams?: boolean;
}

/**
 * A component that an agent can show and that a person answers.
 * @throws TypeError when it has no name or nothing to draw it with.
 */
export function defineUITool<Input = JsonObject, Output = Json>(
  definition: StreamingUIToolDefinition<Input, Output>,
): UITool;
export function defineUITool<Input = JsonObject, Output = Json>(definition: UIToolDefinition<Input, Output>): UITool;
export function defineUITool(definition: object): UITool {
  const tool = definition as UITool;
  const { name, render } = tool;
  if (typeof name !== "string" || name === "") throw new TypeError('defineUITool needs a name: { name: "Picker", … }');
  if (!isDrawable(render))
    throw new TypeError(`defineUITool(${JSON.stringify(name)}) needs render: a React component, or { mount }`);
  return tool;
}

/** Whether somebody's export is a UI tool. */
export function isUITool(value: unknown): value is UITool {
  if (typeof value !== "object" || value === null) return false;
  const { name, render } = value as { readonly name?: unknown; readonly render?: unknown };
  return typeof name === "string" && isDrawable(render);
}

function isDrawable(render: unknown): boolean {
  return typeof render === "function" || (typeof render === "object" && render !== null);
}

/** Whether it draws by itself, without React. */
export function isMount(render: UITool["render"]): render is UIToolMount<StreamingUIToolProps> {
  return "mount" in render && typeof render.mount === "function";
}
