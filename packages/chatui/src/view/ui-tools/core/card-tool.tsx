import type { ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { CardPayload } from "../../../ui-tools/payloads/card-payload.ts";
import type { Item } from "../../../ui-tools/payloads/choice.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { ChoiceBar } from "../parts/choice-bar.tsx";
import { EmptyLine } from "../parts/empty-line.tsx";
import { ItemLink, ItemView } from "../parts/item-view.tsx";
import { OptionList } from "../parts/option-list.tsx";
import { streamed } from "../parts/streamed.tsx";
import { chosenWords, useChoice, type ChoiceAnswer } from "../parts/use-choice.ts";

const drawItem = (item: Item): ReactNode => <ItemView item={item} withPicture />;
const drawLink = (item: Item): ReactNode => <ItemLink item={item} />;

type Input = InferOutput<typeof CardPayload>;

function CardView({ input, status, submit }: UIToolProps<Input, ChoiceAnswer>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { cards } = input;
  const choice = useChoice(
    cards.map(({ id }) => id),
    input,
    submit,
  );
  return (
    <div className="mz-form">
      {cards.length === 0 && <EmptyLine>{input.empty ?? words.nothingHere}</EmptyLine>}
      <OptionList
        options={cards}
        rules={input}
        choice={choice}
        status={status}
        layout="tiles"
        draw={drawItem}
        aside={drawLink}
      />
      <ChoiceBar choice={choice} rules={input} status={status} label={input.submit_label} />
    </div>
  );
}

/** `core.card`: one card or several beside each other, with pictures, to read or to choose of. */
export const cardTool = defineUITool<Input, ChoiceAnswer>({
  name: "core.card",
  input: CardPayload,
  streams: true,
  render: streamed(CardPayload, CardView),
  answered: (answer, { cards }) =>
    chosenWords(answer, (id) => cards.find((card) => card.id === id)?.title ?? String(id)),
});
