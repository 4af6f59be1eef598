import type { ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { ListPayload } from "../../../ui-tools/payloads/list-payload.ts";
import type { Item } from "../../../ui-tools/payloads/choice.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { ChoiceBar } from "../parts/choice-bar.tsx";
import { EmptyLine } from "../parts/empty-line.tsx";
import { ItemLink, ItemView } from "../parts/item-view.tsx";
import { OptionList } from "../parts/option-list.tsx";
import { streamed } from "../parts/streamed.tsx";
import { chosenWords, useChoice, type ChoiceAnswer } from "../parts/use-choice.ts";

const drawItem = (item: Item): ReactNode => <ItemView item={item} />;
const drawLink = (item: Item): ReactNode => <ItemLink item={item} />;

type Input = InferOutput<typeof ListPayload>;

function ListView({ input, status, submit }: UIToolProps<Input, ChoiceAnswer>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { items } = input;
  const choice = useChoice(
    items.map(({ id }) => id),
    input,
    submit,
  );
  return (
    <div className="mz-form">
      {items.length === 0 && <EmptyLine>{input.empty ?? words.nothingHere}</EmptyLine>}
      <OptionList
        options={items}
        rules={input}
        choice={choice}
        status={status}
        layout="rows"
        draw={drawItem}
        aside={drawLink}
      />
      <ChoiceBar choice={choice} rules={input} status={status} label={input.submit_label} />
    </div>
  );
}

/** `core.list`: things below each other, to read, to choose of, or to put in order. */
export const listTool = defineUITool<Input, ChoiceAnswer>({
  name: "core.list",
  input: ListPayload,
  streams: true,
  render: streamed(ListPayload, ListView),
  answered: (answer, { items }) =>
    chosenWords(answer, (id) => items.find((item) => item.id === id)?.title ?? String(id)),
});
