import { useEffect, useMemo, useState, type ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import type { PartialArguments } from "../../ui-tools/partial-arguments.ts";
import type { StreamingUIToolProps } from "../../ui-tools/ui-tool-props.ts";
import { useChat } from "../chat/chat-context.ts";
import { Spinner } from "../parts/spinner.tsx";
import { AgentTurn } from "../rows/agent-turn.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { DrawTool, foundIn, useCommonProps } from "./tool-body.tsx";
import { ToolBoundary } from "./tool-boundary.tsx";
import { ToolSkeleton } from "./tool-skeleton.tsx";
import { textIn } from "./text-in.ts";
import { UIToolCallContext } from "./ui-tool-call-context.ts";
import type { FoundUITool } from "./load-ui-tool.ts";
import { useToolSheets } from "./use-tool-sheets.ts";
import { useUITool } from "./use-ui-tool.ts";

/** A UI tool whose arguments an agent is still writing. */
export function ComingUITool({ callId }: { callId: string }): ReactNode {
  useToolSheets();
  const call = useChat(({ view }) => view?.partial_calls[callId]);
  if (!call) return null;
  return (
    <AgentTurn agent={call.agent} leads={false}>
      <UIToolCallContext value={callId}>
        <ComingCard name={call.name} component={call.component ?? call.name} text={call.text} />
      </UIToolCallContext>
    </AgentTurn>
  );
}

function ComingCard({ name, component, text }: { name: string; component: string; text: string }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const partial = usePartialArguments(text);
  const found = foundIn(useUITool(component));
  const title = partial && textIn(partial.input, "title", "heading");
  const description = partial && textIn(partial.input, "description", "subtitle");
  return (
    <section className="mz-card mz-request" data-component={component} data-coming aria-busy aria-label={words.loading}>
      {title !== undefined && <h2>{title}</h2>}
      {description !== undefined && <p className="mz-muted">{description}</p>}
      {found?.tool.streams === true && partial ? (
        <ToolBoundary fallback={<ToolSkeleton />}>
          <Growing found={found} partial={partial} />
        </ToolBoundary>
      ) : (
        <ToolSkeleton />
      )}
      <p className="mz-muted mz-aside">
        <Spinner /> {words.coming(humanName(name))}
      </p>
    </section>
  );
}

function Growing({ found, partial }: { found: FoundUITool; partial: PartialArguments }): ReactNode {
  const { place, ...common } = useCommonProps("inline");
  const props: StreamingUIToolProps = {
    ...common,
    ...partial,
    status: "streaming",
    problems: [],
    responseSchema: undefined,
    submit: () => undefined,
  };
  return <DrawTool found={found} props={props} place={place} />;
}

/** What reads half-written JSON is loaded when there is some. */
function usePartialArguments(text: string): PartialArguments | undefined {
  const [read, setRead] = useState<(text: string) => PartialArguments>();
  useEffect(() => {
    let isGone = false;
    import("../../ui-tools/partial-arguments.ts").then(
      ({ readArguments }) => !isGone && setRead(() => readArguments),
      // Without it the tool is shown when its arguments are whole.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return useMemo(() => read?.(text), [read, text]);
}
