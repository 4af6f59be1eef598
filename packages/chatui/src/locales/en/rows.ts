/** What stands in the transcript. */
export const rows = {
  attachment: "Attachment",
  cannotBeShown: "Something here cannot be shown.",
  codeIn: (language: string) => `Code: ${language}`,
  copied: "Copied",
  copyCode: "Copy code",
  copyMessage: "Copy message",
  done: "Done",
  endings: {
    cancelled: "Stopped here.",
    content_filter: "The model's provider cut this answer off.",
    length: "The answer was cut off at its length limit.",
    other: "",
    stop: "",
    tool_calls: "",
  },
  plainText: "text",
  table: "Table",
  toDo: "To do",
  youSaid: "You said: ",
};
