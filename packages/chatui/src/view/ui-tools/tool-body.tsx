import type { Display, Json } from "@mozaiks/contracts/fold";
import { useMemo, useState, type ReactNode } from "react";
import { isMount } from "../../ui-tools/define-ui-tool.ts";
import type { StreamingUIToolProps } from "../../ui-tools/ui-tool-props.ts";
import { HostSlot } from "../host-slot.tsx";
import type { UIToolRequest } from "../rows/closed-request.tsx";
import { useDraft } from "../use-draft.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { useMessages } from "../use-messages.ts";
import { FallbackTool } from "./fallback-tool.tsx";
import { MountedTool } from "./mounted-tool.tsx";
import { ProblemList } from "./problem-list.tsx";
import type { FoundUITool } from "./load-ui-tool.ts";
import { ToolBoundary } from "./tool-boundary.tsx";
import { ToolSkeleton } from "./tool-skeleton.tsx";
import type { Answer } from "./use-answer.ts";
import { useChecked } from "./use-checked.ts";
import { useTheme } from "./use-theme.ts";
import { useUIToolCall } from "./ui-tool-call-context.ts";
import { useUITool, type UIToolLookup } from "./use-ui-tool.ts";

/** The part of a request that is drawn. */
type ShownRequest = Pick<UIToolRequest, "component" | "payload" | "response_schema">;

export interface ToolBodyProps {
  readonly request: ShownRequest;
  readonly display: Display;
  readonly isOpen: boolean;
  readonly answer: Answer;
}

/** What a request shows: its component, or why that cannot be drawn. */
export function ToolBody({ request, display, isOpen, answer }: ToolBodyProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { component, payload } = request;
  const lookup = useUITool(component);
  const found = foundIn(lookup);
  const checked = useChecked(found?.tool.input, payload);
  const submit = (response: Json) => answer.submit(found?.tool, response);
  const fallback = { payload, isOpen, isSending: answer.isSending, submit };
  if (lookup.state === "missing") return <FallbackTool title={words.unknownComponent(component)} {...fallback} />;
  if (lookup.state === "failed") {
    const { problem, retry } = lookup;
    return (
      <FallbackTool
        title={words.notLoaded(component)}
        detail={<p>{problem.detail ?? problem.title}</p>}
        onRetry={retry}
        retryLabel={words.tryAgain}
        {...fallback}
      />
    );
  }
  if (!found || !checked) return <ToolSkeleton />;
  if (!checked.ok) {
    const detail = <ProblemList problems={checked.problems} />;
    return <FallbackTool title={words.brokenPayload(component)} detail={detail} {...fallback} />;
  }
  return (
    <ToolBoundary key={component} fallback={<FallbackTool title={words.toolFailed(component)} {...fallback} />}>
      <Drawn
        found={found}
        input={checked.value}
        request={request}
        display={display}
        status={isOpen ? (answer.isSending ? "sending" : "open") : "shown"}
        answer={answer}
      />
    </ToolBoundary>
  );
}

export function foundIn(lookup: UIToolLookup): FoundUITool | undefined {
  return lookup.state === "found" ? lookup.found : undefined;
}

interface DrawnProps {
  readonly found: FoundUITool;
  readonly input: unknown;
  readonly request: ShownRequest;
  readonly display: Display;
  readonly status: "open" | "sending" | "shown";
  readonly answer: Answer;
}

function Drawn({ found, input, request, display, status, answer }: DrawnProps): ReactNode {
  const { tool } = found;
  const common = useCommonProps(display);
  const props = {
    ...common,
    status,
    input,
    problems: answer.problems,
    responseSchema: request.response_schema,
    submit: (response: Json) => answer.submit(tool, response),
  } as StreamingUIToolProps;
  return <DrawTool found={found} props={props} place={common.place} />;
}

/** What every component gets, whatever it shows. */
export function useCommonProps(display: Display) {
  const { locale, direction } = useMessages();
  const callId = useUIToolCall();
  const [element, place] = useState<Element | null>(null);
  const [draft, setDraft] = useDraft<Json | undefined>(callId, undefined);
  const theme = useTheme(element);
  return useMemo(
    () => ({ callId, display, draft, setDraft, locale, direction: direction === "rtl" ? "rtl" : "ltr", theme, place }),
    [callId, display, draft, setDraft, locale, direction, theme, place],
  ) as Pick<StreamingUIToolProps, "callId" | "display" | "draft" | "setDraft" | "locale" | "direction" | "theme"> & {
    readonly place: (element: Element | null) => void;
  };
}

export interface DrawToolProps {
  readonly found: FoundUITool;
  readonly props: StreamingUIToolProps;
  readonly place: (element: Element | null) => void;
}

/** The tool itself: the chat's own here, everybody else's in the host's document. */
export function DrawTool({ found, props, place }: DrawToolProps): ReactNode {
  const { render: Render } = found.tool;
  const drawn = isMount(Render) ? <MountedTool render={Render} props={props} /> : <Render {...props} />;
  return (
    <div className="mz-tool-body" ref={place}>
      {found.isForeign ? <HostSlot>{drawn}</HostSlot> : drawn}
    </div>
  );
}
