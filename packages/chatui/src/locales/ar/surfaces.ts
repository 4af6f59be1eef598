import type { Messages } from "../messages.ts";
import { wordsIn } from "../words-in.ts";

const { plural } = wordsIn("ar");

export const surfaces: Messages["surfaces"] = {
  openChat: "فتح المحادثة",
  broken: "تعذر عرض المحادثة",
  tryAgain: "إعادة المحاولة",
  closeChat: "إغلاق المحادثة",
  unread: (count) =>
    plural(count, {
      zero: "لا رسائل غير مقروءة",
      one: "رسالة واحدة غير مقروءة",
      two: "رسالتان غير مقروءتين",
      few: "# رسائل غير مقروءة",
      many: "# رسالة غير مقروءة",
      other: "# رسالة غير مقروءة",
    }),
  manyUnread: "99+",
  chat: "المحادثة",
  modes: "الوضع",
  ask: "سؤال",
  workflow: "مسارات العمل",
  expand: "فتح بملء الشاشة",
  shrink: "تصغير",
  close: "إغلاق",
  newQuestion: "محادثة جديدة",
  opening: "جارٍ فتح محادثة",
  journey: "خطوات هذا المسار",
  stepDone: "تم",
};
