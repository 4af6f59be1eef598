import type { GenericSchema } from "valibot";
import { CardPayload } from "./payloads/card-payload.ts";
import { ChartPayload } from "./payloads/chart-payload.ts";
import { choiceAnswer } from "./payloads/choice.ts";
import { CodePayload } from "./payloads/code-payload.ts";
import { ConfirmPayload } from "./payloads/confirm-payload.ts";
import { DiffPayload } from "./payloads/diff-payload.ts";
import { FileTreePayload } from "./payloads/file-tree-payload.ts";
import { FormPayload } from "./payloads/form-payload.ts";
import { ImagePayload } from "./payloads/image-payload.ts";
import { ListPayload } from "./payloads/list-payload.ts";
import { MarkdownPayload } from "./payloads/markdown-payload.ts";
import { ProgressPayload } from "./payloads/progress-payload.ts";
import { StepsPayload } from "./payloads/steps-payload.ts";
import { TablePayload } from "./payloads/table-payload.ts";

/** What the documents say of one of the chat's own components. */
export interface CoreReference {
  readonly name: string;
  readonly about: string;
  readonly payload: GenericSchema;
  readonly answer: string;
}

const acknowledged = "`{acknowledged: true}`";

/** The chat's own components. Only for documents and tests: a page loads each payload's schema with its component. */
export const coreReference: readonly CoreReference[] = [
  { name: "core.card", about: "Cards beside each other, with pictures.", payload: CardPayload, answer: choiceAnswer },
  {
    name: "core.chart",
    about: "Numbers as bars, lines, areas or a ring, with the numbers in a table beside it.",
    payload: ChartPayload,
    answer: acknowledged,
  },
  {
    name: "core.code",
    about: "Code, coloured, to copy or to change.",
    payload: CodePayload,
    answer: `${acknowledged}; with \`editable\`: \`{code: "…"}\``,
  },
  {
    name: "core.confirm",
    about: "A question with two answers.",
    payload: ConfirmPayload,
    answer: "`{confirmed: true}` or `{confirmed: false}`",
  },
  {
    name: "core.diff",
    about: "What changes between two texts, or in a patch; in one column or side by side.",
    payload: DiffPayload,
    answer: "`{accepted: true}` or `{accepted: false}`",
  },
  {
    name: "core.file-tree",
    about: "Files in their folders, with what is in them.",
    payload: FileTreePayload,
    answer: `${acknowledged}; with \`choose: one\`: \`{selected: "path"}\``,
  },
  {
    name: "core.form",
    about: "Asks for values, all at once or step by step.",
    payload: FormPayload,
    answer: "An object of typed values by field name. Optional fields that were left empty are absent.",
  },
  { name: "core.image", about: "Pictures, each enlarged on demand.", payload: ImagePayload, answer: choiceAnswer },
  {
    name: "core.list",
    about: "Things below each other, to read, to choose of, or to put in order.",
    payload: ListPayload,
    answer: choiceAnswer,
  },
  { name: "core.markdown", about: "A text to read.", payload: MarkdownPayload, answer: acknowledged },
  { name: "core.progress", about: "How far one thing or several are.", payload: ProgressPayload, answer: acknowledged },
  {
    name: "core.steps",
    about: "What is done one after the other, and where it is.",
    payload: StepsPayload,
    answer: acknowledged,
  },
  {
    name: "core.table",
    about: "Rows with typed columns: sorted, paged, scrolled sideways, chosen.",
    payload: TablePayload,
    answer: `\`one\`: \`{selected: id}\`, \`many\`: \`{selected: [id, …]}\`, \`none\`: ${acknowledged}`,
  },
];
