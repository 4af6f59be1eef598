import { useEffect, useRef, useState, type ReactNode } from "react";
import type { MountedUITool, UIToolMount } from "../../ui-tools/define-ui-tool.ts";
import type { StreamingUIToolProps } from "../../ui-tools/ui-tool-props.ts";

export interface MountedToolProps {
  readonly render: UIToolMount<StreamingUIToolProps>;
  readonly props: StreamingUIToolProps;
}

/** A tool that draws by itself. What it throws reaches the boundary around it. */
export function MountedTool({ render, props }: MountedToolProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const mounted = useRef<MountedUITool>(undefined);
  const [failure, setFailure] = useState<{ readonly thrown: unknown }>();
  useEffect(() => {
    latest.current = props;
    const attempt = mounted.current;
    if (typeof attempt !== "object") return;
    try {
      attempt.update(props);
    } catch (thrown) {
      // Not at once: an effect that sets state draws everything below it twice.
      queueMicrotask(() => setFailure({ thrown }));
    }
  }, [props]);
  useEffect(() => {
    // An element of its own for each mounting: what the tool leaves in it is gone with it.
    const element = document.createElement("div");
    place.current?.append(element);
    try {
      mounted.current = render.mount(element, latest.current);
    } catch (thrown) {
      // Not at once: an effect that sets state draws everything below it twice.
      queueMicrotask(() => setFailure({ thrown }));
    }
    return () => {
      const attempt = mounted.current;
      mounted.current = undefined;
      if (typeof attempt === "function") attempt();
      else attempt?.unmount();
      element.remove();
    };
  }, [render]);
  if (failure) throw failure.thrown;
  // Not told that its answer is on its way, it could be answered again.
  return <div ref={place} inert={props.status === "sending"} />;
}
