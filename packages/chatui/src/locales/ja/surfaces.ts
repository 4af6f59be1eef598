import type { Messages } from "../messages.ts";
import { wordsIn } from "../words-in.ts";

const { number } = wordsIn("ja");

export const surfaces: Messages["surfaces"] = {
  openChat: "チャットを開く",
  broken: "チャットを表示できませんでした",
  tryAgain: "再試行",
  closeChat: "チャットを閉じる",
  unread: (count) => `未読メッセージ ${number(count)} 件`,
  manyUnread: "99+",
  chat: "チャット",
  modes: "モード",
  ask: "質問",
  workflow: "ワークフロー",
  expand: "全画面で開く",
  shrink: "小さくする",
  close: "閉じる",
  newQuestion: "新しいチャット",
  opening: "チャットを開いています",
  journey: "全体の手順",
  stepDone: "完了",
};
