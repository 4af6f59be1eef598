import CircleAlert from "lucide-react/icons/circle-alert";
import Info from "lucide-react/icons/info";
import type { ReactNode } from "react";

export interface NoticeCardProps {
  readonly tone: "info" | "danger";
  readonly title: string;
  readonly detail?: string | undefined;
  readonly code?: string | undefined;
  readonly children?: ReactNode;
}

/** A message that needs attention, with what can be done about it. */
export function NoticeCard({ tone, title, detail, code, children }: NoticeCardProps): ReactNode {
  return (
    <div className="mz-notice" data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
      {tone === "danger" ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
      <div>
        <strong>{title}</strong>
        {detail !== undefined && detail !== title && <p>{detail}</p>}
        {code !== undefined && <code className="mz-muted">{code}</code>}
        {children !== undefined && <div className="mz-actions">{children}</div>}
      </div>
    </div>
  );
}
