import { useEffect, useMemo, type ReactNode } from "react";
import type { ChatProblem } from "../core/chat-problem.ts";
import { isMount, isUITool, type UITool } from "../ui-tools/define-ui-tool.ts";
import { useChatClient, useClient } from "../view/provider-context.ts";
import { UIToolsContext } from "../view/ui-tools-context.ts";
import type { EmbedOptions } from "./embed-options.ts";

const none: readonly UITool[] = [];

/** The UI tools of the page. One that cannot be drawn here is told to the host and left out. */
export function PageTools({ children }: { children: ReactNode }): ReactNode {
  const { fail } = useChatClient();
  const given = useClient(({ config }) => (config as EmbedOptions).uiTools ?? none);
  const { sources, problems } = useMemo(() => {
    const host = given.filter(isDrawnByItself);
    return { sources: { host }, problems: given.filter((tool) => !isDrawnByItself(tool)).map(toProblem) };
  }, [given]);
  useEffect(() => problems.forEach(fail), [problems, fail]);
  return <UIToolsContext value={sources}>{children}</UIToolsContext>;
}

function isDrawnByItself(tool: unknown): boolean {
  return isUITool(tool) && isMount(tool.render);
}

function toProblem(tool: { readonly name?: unknown } | undefined): ChatProblem {
  const title = `uiTools: ${JSON.stringify(tool?.name)} must be { name, render: { mount(element, props) } }; there is no React here`;
  return { code: "config.ui-tools", title };
}
