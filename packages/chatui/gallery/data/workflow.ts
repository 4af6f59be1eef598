import type { SessionRow, WorkflowCard, WorkflowSummary } from "@mozaiks/contracts/fold";

/** Who is in the gallery's conversations. */
export const workflow: WorkflowCard = {
  workflow_id: "TripPlanner",
  version: "1",
  title: "Trip planner",
  agents: [
    { name: "scout", display_name: "Scout" },
    { name: "planner", display_name: "Planner" },
  ],
  suggestions: ["Three days in Lisbon", "A quiet week by the sea, without a car", "Where is it warm in March?"],
};

export const summaries: readonly WorkflowSummary[] = [
  { ...workflow, description: "Finds places, asks what you like and writes the days down.", ...shown() },
  {
    ...workflow,
    workflow_id: "InvoiceHelp",
    title: "Invoices",
    description: "Explains an invoice line by line.",
    ...shown(),
  },
  {
    ...workflow,
    workflow_id: "Recruiting",
    title: "Recruiting",
    description: "Reads applications and prepares interviews.",
    ...shown(),
  },
];

function shown() {
  return { startup_mode: "UserDriven", entry_point: true } as const;
}

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

export const sessions: readonly SessionRow[] = [
  row("s1", "Three days in Lisbon", "running", 0.2, "I found **two** quiet hotels near the river."),
  row("s2", "Invoice 2026-1187", "completed", 5, "The second line is the yearly licence."),
  row("s3", "A title that is much longer than the list is wide and has to end somewhere", "failed", 27, ""),
  row("s4", "Interview on Thursday", "paused", 400, "Shall I write to the candidate?"),
];

function row(chat_id: string, title: string, status: SessionRow["status"], hours: number, preview: string): SessionRow {
  const when = hoursAgo(hours);
  return { chat_id, workflow_id: "TripPlanner", title, status, created_at: when, updated_at: when, preview };
}
