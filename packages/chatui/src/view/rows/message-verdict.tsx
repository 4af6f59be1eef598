import Link from "lucide-react/icons/link";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import ThumbsDown from "lucide-react/icons/thumbs-down";
import ThumbsUp from "lucide-react/icons/thumbs-up";
import { Suspense, useState, type ReactNode } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { lazyPart } from "../lazy-part.ts";
import { useNavigation } from "../navigation.ts";
import { useServices } from "../services.ts";
import { useMessages } from "../use-messages.ts";
import type { MessageRow } from "./message-row.ts";
import { useFork } from "./use-fork.ts";

const FeedbackComment = lazyPart(async () => ({ default: (await import("./feedback-comment.tsx")).FeedbackComment }));

type Rating = "up" | "down";

/** What the person thinks of an answer: good, bad and why, or another try. */
export function MessageVerdict({ row }: { row: MessageRow }): ReactNode {
  const { rows: words } = useMessages();
  const { api } = useServices();
  const { chatId } = useChatSession();
  const [asked, setAsked] = useState<Rating>();
  const [problem, setProblem] = useState<ChatProblem>();
  const given = row.feedback?.rating;

  const rate = async (rating: Rating | null, comment?: string) => {
    setProblem(undefined);
    try {
      await api.rateMessage(chatId, row.key, rating, comment);
    } catch (thrown) {
      setProblem(toChatProblem(thrown));
    }
  };
  const press = (rating: Rating) => {
    setAsked(given === rating ? undefined : rating);
    void rate(given === rating ? null : rating);
  };
  return (
    <>
      <Thumb rating="up" isGiven={given === "up"} label={words.good} onPress={press} />
      <Thumb rating="down" isGiven={given === "down"} label={words.bad} onPress={press} />
      <CopyLink messageId={row.key} />
      <Regenerate row={row} />
      {asked !== undefined && (
        <Suspense>
          <FeedbackComment
            onSend={(comment) => {
              setAsked(undefined);
              void rate(asked, comment);
            }}
            onClose={() => setAsked(undefined)}
          />
        </Suspense>
      )}
      {problem && (
        <span className="mz-error" role="alert">
          {problem.detail ?? problem.title}
        </span>
      )}
    </>
  );
}

interface ThumbProps {
  readonly rating: Rating;
  readonly isGiven: boolean;
  readonly label: string;
  readonly onPress: (rating: Rating) => void;
}

function Thumb({ rating, isGiven, label, onPress }: ThumbProps): ReactNode {
  return (
    <button
      type="button"
      className="mz-icon-button mz-small"
      aria-label={label}
      title={label}
      aria-pressed={isGiven}
      onClick={() => onPress(rating)}
    >
      {rating === "up" ? <ThumbsUp aria-hidden /> : <ThumbsDown aria-hidden />}
    </button>
  );
}

/** Where places have addresses, a message has one too. */
function CopyLink({ messageId }: { messageId: string }): ReactNode {
  const { rows: words } = useMessages();
  const { addressOf } = useNavigation();
  const { chatId } = useChatSession();
  const workflow = useChat(({ view }) => view?.workflow?.workflow_id);
  if (!addressOf) return null;
  const path = addressOf({ chat: chatId, ...(workflow !== undefined && { workflow }), message: messageId });
  return (
    <CopyButton
      text={new URL(path, globalThis.location.href).href}
      label={words.copyLink}
      icon={<Link aria-hidden />}
    />
  );
}

/** Another answer to the same question, in a copy of the chat. Offered for the last answer alone. */
function Regenerate({ row }: { row: MessageRow }): ReactNode {
  const { rows: words } = useMessages();
  const isLast = useChat(
    ({ view }) => view?.status !== "running" && view?.rows.findLast(({ kind }) => kind === "message")?.key === row.key,
  );
  const question = useChat(({ view }) =>
    isLast ? view?.rows.findLast((before) => before.kind === "message" && before.role === "user") : undefined,
  );
  const message = question?.kind === "message" ? question : undefined;
  const { isPossible, isBusy, problem, sendAnew } = useFork(message);
  if (!isLast || !message || !isPossible) return null;
  return (
    <>
      <button
        type="button"
        className="mz-icon-button mz-small"
        aria-label={words.regenerate}
        title={words.regenerate}
        disabled={isBusy}
        onClick={() => void sendAnew(message.content)}
      >
        <RotateCcw aria-hidden />
      </button>
      {problem && (
        <span className="mz-error" role="alert">
          {problem.detail ?? problem.title}
        </span>
      )}
    </>
  );
}
