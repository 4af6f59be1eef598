import type { ReactNode } from "react";
import { ConfirmTool } from "./confirm-tool.tsx";
import { FormTool } from "./form-tool.tsx";
import { JsonTool } from "./json-tool.tsx";
import { MarkdownTool } from "./markdown-tool.tsx";
import type { UIToolProps } from "./ui-tool-props.ts";

/** The component of that name, or the payload as JSON where this page has none. */
export function UITool({ component, ...props }: UIToolProps & { readonly component: string }): ReactNode {
  switch (component) {
    case "core.form":
      return <FormTool {...props} />;
    case "core.confirm":
      return <ConfirmTool {...props} />;
    case "core.markdown":
      return <MarkdownTool {...props} />;
    default:
      return <JsonTool {...props} />;
  }
}
