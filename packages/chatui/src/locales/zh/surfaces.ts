import type { Messages } from "../messages.ts";
import { wordsIn } from "../words-in.ts";

const { number } = wordsIn("zh");

export const surfaces: Messages["surfaces"] = {
  openChat: "打开聊天",
  broken: "无法显示聊天",
  tryAgain: "重试",
  closeChat: "关闭聊天",
  unread: (count) => `${number(count)} 条未读消息`,
  manyUnread: "99+",
  chat: "聊天",
  modes: "模式",
  ask: "提问",
  workflow: "工作流",
  expand: "全屏打开",
  shrink: "缩小",
  close: "关闭",
  newQuestion: "新对话",
  opening: "正在打开对话",
  journey: "流程步骤",
  stepDone: "已完成",
};
