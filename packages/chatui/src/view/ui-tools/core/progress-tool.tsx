import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import { useId, type ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { ProgressPayload, type Bar } from "../../../ui-tools/payloads/progress-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { EmptyLine } from "../parts/empty-line.tsx";
import { ReadBar, type Acknowledged } from "../parts/read-bar.tsx";
import { streamed } from "../parts/streamed.tsx";

type Input = InferOutput<typeof ProgressPayload>;

function ProgressView(props: UIToolProps<Input, Acknowledged>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { items = [], submit_label: label, ...own } = props.input;
  const hasOwn = own.label !== undefined || own.value !== undefined || own.status !== undefined;
  const bars = hasOwn || items.length === 0 ? [own, ...items] : items;
  return (
    <div className="mz-form">
      {!hasOwn && items.length === 0 && props.input.items !== undefined ? (
        <EmptyLine>{words.nothingHere}</EmptyLine>
      ) : (
        bars.map((bar, index) => <BarView key={index} bar={bar} locale={props.locale} />)
      )}
      <ReadBar props={props} label={label} />
    </div>
  );
}

function BarView({ bar, locale }: { bar: Bar; locale: string }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const id = useId();
  const { value, max = 100, detail } = bar;
  const isFull = value !== undefined && value >= max;
  const status = bar.status ?? (isFull ? "done" : "running");
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value / max));
  const percent = share?.toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <div className="mz-progress" data-status={status}>
      <div className="mz-progress-head">
        {status === "done" && <CircleCheck aria-hidden />}
        {status === "failed" && <CircleX aria-hidden />}
        <span id={id}>{bar.label ?? (status === "done" ? words.finished : words.working)}</span>
        <span className="mz-muted">{status === "failed" ? words.stepStates.failed : percent}</span>
      </div>
      {status === "done" ? (
        <progress max={1} value={1} aria-labelledby={id} />
      ) : (
        <progress max={1} value={share} aria-labelledby={id} />
      )}
      {detail !== undefined && <p className="mz-muted">{detail}</p>}
    </div>
  );
}

/** `core.progress`: how far something is. */
export const progressTool = defineUITool<Input, Acknowledged>({
  name: "core.progress",
  input: ProgressPayload,
  streams: true,
  render: streamed(ProgressPayload, ProgressView),
  answered: () => "",
});
