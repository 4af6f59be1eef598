import type { Row } from "@mozaiks/contracts/fold";
import type { ReactNode } from "react";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useMessages } from "../use-messages.ts";
import { chooseSpeaker, noticeWords } from "./notice-words.ts";

/** Something the runtime wants to be known. A choice that was made is not asked for any more. */
export function NoticeRow({ row, isLast }: { row: Extract<Row, { kind: "notice" }>; isLast: boolean }): ReactNode {
  const { rows: words } = useMessages();
  const { title, detail } = noticeWords(row, words);
  if (row.code === chooseSpeaker && !isLast) return null;
  if (row.level === "error") return <NoticeCard tone="danger" title={title} detail={detail} code={row.code} />;
  return (
    <p className="mz-line" data-level={row.level} title={row.code}>
      <span className="mz-dot" />
      <span>
        {title}
        {detail !== undefined && <span className="mz-muted"> · {detail}</span>}
      </span>
    </p>
  );
}
