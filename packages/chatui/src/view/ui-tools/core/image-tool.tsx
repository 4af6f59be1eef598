import { useContext, useRef, type ReactNode } from "react";
import type { InferOutput } from "valibot";
import Maximize2 from "lucide-react/icons/maximize-2";
import X from "lucide-react/icons/x";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { ImagePayload } from "../../../ui-tools/payloads/image-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { allowedImage } from "../../../core/url-policy.ts";
import { UrlPolicyContext } from "../../url-policy-context.ts";
import { IconButton } from "../../parts/icon-button.tsx";
import { useAllMessages } from "../../use-all-messages.ts";
import { ChoiceBar } from "../parts/choice-bar.tsx";
import { EmptyLine } from "../parts/empty-line.tsx";
import { Picture } from "../parts/item-view.tsx";
import { OptionList } from "../parts/option-list.tsx";
import { streamed } from "../parts/streamed.tsx";
import { chosenWords, useChoice, type ChoiceAnswer } from "../parts/use-choice.ts";

type Input = InferOutput<typeof ImagePayload>;
type Shown = ReturnType<typeof toPictures>[number];

const drawPicture = (picture: Shown): ReactNode => <Figure picture={picture} />;
const drawEnlarge = (picture: Shown): ReactNode => <Enlarge picture={picture} />;

function ImageView({ input, status, submit }: UIToolProps<Input, ChoiceAnswer>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const pictures = toPictures(input);
  const choice = useChoice(
    pictures.map(({ id }) => id),
    input,
    submit,
  );
  return (
    <div className="mz-form">
      {pictures.length === 0 && <EmptyLine>{input.empty ?? words.nothingHere}</EmptyLine>}
      <OptionList
        options={pictures}
        rules={input}
        choice={choice}
        status={status}
        layout="tiles"
        draw={drawPicture}
        aside={drawEnlarge}
      />
      <ChoiceBar choice={choice} rules={input} status={status} label={input.submit_label} />
    </div>
  );
}

function Figure({ picture }: { picture: Shown }): ReactNode {
  return (
    <span className="mz-option-text mz-option-picture">
      <Picture src={picture.src} alt={picture.alt} />
      {picture.caption !== undefined && <span className="mz-muted">{picture.caption}</span>}
    </span>
  );
}

/** The picture as large as there is room; the top layer is above everything, also from inside a shadow root. */
function Enlarge({ picture }: { picture: Shown }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const policy = useContext(UrlPolicyContext);
  const dialog = useRef<HTMLDialogElement>(null);
  if (allowedImage(picture.src, policy) === undefined) return null;
  return (
    <>
      <span className="mz-enlarge">
        <IconButton label={words.enlarge(picture.title)} onPress={() => dialog.current?.showModal()}>
          <Maximize2 aria-hidden />
        </IconButton>
      </span>
      <dialog
        ref={dialog}
        className="mz-lightbox"
        aria-label={picture.title}
        onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      >
        <Picture src={picture.src} alt={picture.alt} />
        <IconButton label={words.close} onPress={() => dialog.current?.close()}>
          <X aria-hidden />
        </IconButton>
      </dialog>
    </>
  );
}

function toPictures({ images }: Input) {
  return images.map((image, index) => ({
    ...image,
    id: image.id ?? index + 1,
    title: image.caption ?? image.alt,
  }));
}

/** `core.image`: pictures, to look at or to choose of. */
export const imageTool = defineUITool<Input, ChoiceAnswer>({
  name: "core.image",
  input: ImagePayload,
  streams: true,
  render: streamed(ImagePayload, ImageView),
  answered: (answer, input) =>
    chosenWords(answer, (id) => toPictures(input).find((picture) => picture.id === id)?.title ?? String(id)),
});
