import ArrowLeft from "lucide-react/icons/arrow-left";
import Columns2 from "lucide-react/icons/columns-2";
import Maximize2 from "lucide-react/icons/maximize-2";
import Minus from "lucide-react/icons/minus";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { IconButton } from "../parts/icon-button.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import type { BesidePanelProps } from "./beside-panel.tsx";

interface PanelHeaderProps extends Pick<BesidePanelProps, "layout" | "onLayout" | "onClose" | "titleRef"> {
  readonly title: string;
  readonly hint: string | undefined;
  readonly onBack: (() => void) | undefined;
}

/** What is shown, the way back to the list, and how it shares the room with the chat. */
export function PanelHeader(props: PanelHeaderProps): ReactNode {
  const { title, hint, onBack, layout, onLayout, onClose, titleRef } = props;
  const { artifacts: words } = useAllMessages();
  return (
    <header className="mz-header mz-panel-header">
      {onBack && (
        <IconButton label={words.back} onPress={onBack}>
          <ArrowLeft className="mz-toward" aria-hidden />
        </IconButton>
      )}
      <div className="mz-title">
        <h2 ref={titleRef} tabIndex={-1} title={title}>
          {title}
        </h2>
        {hint !== undefined && hint !== "" && <p className="mz-muted">{hint}</p>}
      </div>
      {onLayout && (
        <IconButton label={words.minimise} onPress={() => onLayout("minimised")}>
          <Minus aria-hidden />
        </IconButton>
      )}
      {onLayout && layout !== undefined && (
        <IconButton
          label={layout === "view" ? words.restore : words.maximise}
          onPress={() => onLayout(layout === "view" ? "split" : "view")}
        >
          {layout === "view" ? <Columns2 aria-hidden /> : <Maximize2 aria-hidden />}
        </IconButton>
      )}
      {onClose && (
        <IconButton label={words.close} onPress={onClose}>
          <X aria-hidden />
        </IconButton>
      )}
    </header>
  );
}
