import type { Row } from "@mozaiks/contracts/fold";

export type MessageRow = Extract<Row, { kind: "message" }>;
