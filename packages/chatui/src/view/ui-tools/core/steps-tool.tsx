import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import type { InferOutput } from "valibot";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { StepsPayload, type Step } from "../../../ui-tools/payloads/steps-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { useAllMessages } from "../../use-all-messages.ts";
import { EmptyLine } from "../parts/empty-line.tsx";
import { ReadBar, type Acknowledged } from "../parts/read-bar.tsx";
import { streamed } from "../parts/streamed.tsx";

type Input = InferOutput<typeof StepsPayload>;
type Status = NonNullable<Step["status"]>;

function StepsView(props: UIToolProps<Input, Acknowledged>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { steps, current, submit_label: label } = props.input;
  return (
    <div className="mz-form">
      {steps.length === 0 && <EmptyLine>{words.nothingHere}</EmptyLine>}
      <ol className="mz-steps">
        {steps.map((step, index) => {
          const status = step.status ?? statusAt(index + 1, current);
          return (
            <li key={index} data-status={status} aria-current={status === "current" ? "step" : undefined}>
              <span className="mz-step-mark" aria-hidden>
                {marks[status] ?? index + 1}
              </span>
              <div>
                <p className="mz-step-title">
                  {step.title} <span className="mz-muted">{words.stepStates[status]}</span>
                </p>
                {step.description !== undefined && <Markdown text={step.description} />}
              </div>
            </li>
          );
        })}
      </ol>
      <ReadBar props={props} label={label} />
    </div>
  );
}

function statusAt(place: number, current: number | undefined): Status {
  if (current === undefined || place > current) return "pending";
  return place === current ? "current" : "done";
}

const marks: Partial<Record<Status, ReactNode>> = { done: <Check />, failed: <X />, skipped: <Minus /> };

/** `core.steps`: what is done one after the other, and where it is. */
export const stepsTool = defineUITool<Input, Acknowledged>({
  name: "core.steps",
  input: StepsPayload,
  streams: true,
  render: streamed(StepsPayload, StepsView),
  answered: () => "",
});
