import { useMemo, useRef, type ComponentType, type ReactNode } from "react";
import { checkValue, type StandardSchema } from "../../../ui-tools/standard-schema.ts";
import type { StreamingUIToolProps, UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { ToolSkeleton } from "../tool-skeleton.tsx";

/**
 * A component that is also drawn while its arguments are written: with the last of them that its schema took, as something
 * to look at.
 */
export function streamed<Input, Output>(
  schema: StandardSchema<Input>,
  Drawn: ComponentType<UIToolProps<Input, Output>>,
): ComponentType<StreamingUIToolProps<Input, Output>> {
  return function Streamed(props: StreamingUIToolProps<Input, Output>): ReactNode {
    const last = useRef<{ readonly input: Input }>(undefined);
    const checked = useMemo(
      () => (props.status === "streaming" ? checkValue(schema, props.input) : undefined),
      [props.status, props.input],
    );
    if (props.status !== "streaming") return <Drawn {...props} />;
    if (checked && "ok" in checked && checked.ok) last.current = { input: checked.value };
    if (!last.current) return <ToolSkeleton />;
    const { fields: _, ...rest } = props;
    return <Drawn {...rest} status="shown" input={last.current.input} />;
  };
}
