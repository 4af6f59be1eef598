import type { AgentReply, AgentTurn, CustomAgent } from "@mozaiks/ai-runtime/tool";

const jurors = [1, 2, 3];

const schema = {
  type: "object",
  properties: { verdict: { enum: ["yes", "no"] }, reason: { type: "string" } },
  required: ["verdict", "reason"],
  additionalProperties: false,
};

/** Three calls of the agent's model, of which none knows of another; the majority is the answer. */
export class Jury implements CustomAgent {
  readonly timeout_s = 120;

  async *reply(turn: AgentTurn): AsyncGenerator<string, undefined> {
    const opinions = jurors.map((juror) => this.ask(turn, juror));
    let yes = 0;
    for (const [index, opinion] of opinions.entries()) {
      const { verdict, reason } = verdictOf(await opinion);
      if (verdict === "yes") yes += 1;
      yield `* Juror ${jurors[index]}: ${verdict}, ${reason}\n`;
    }
    yield `\nThe jury says **${yes * 2 > jurors.length ? "yes" : "no"}**, by ${Math.max(yes, jurors.length - yes)} of ${jurors.length}.`;
    return undefined;
  }

  private ask({ callModel, messages }: AgentTurn, juror: number): Promise<AgentReply> {
    const instruction = { role: "user", content: `You are juror ${juror}. Answer on your own.` } as const;
    return callModel({ messages: [...messages, instruction], tools: [], schema });
  }
}

/** A juror who says something else is against it. */
function verdictOf({ structured }: AgentReply): { verdict: string; reason: string } {
  const { verdict, reason } = (structured ?? {}) as { verdict?: unknown; reason?: unknown };
  return {
    verdict: verdict === "yes" ? "yes" : "no",
    reason: typeof reason === "string" ? reason : "without saying why",
  };
}
