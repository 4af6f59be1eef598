import { loadConfig, type TokenIssuer } from "@mozaiks/ai-runtime";
import { textOf } from "./arguments.ts";
import type { Arguments } from "./command.ts";
import { readEnvironment } from "./environment.ts";
import { CliError } from "./failure.ts";
import type { Io } from "./io.ts";

/**
 * What tokens are signed with: `JWT_SECRET`, else the secret of the data folder that `mozaiks dev` uses.
 * @throws CliError `token.cannot-sign` where tokens are verified with a public key.
 */
export async function openSigner(args: Arguments, io: Io): Promise<TokenIssuer> {
  const dataFolder = textOf(args, "data");
  const env = await readEnvironment(io);
  const { tokens } = await loadConfig(env, { mode: "dev", ...(dataFolder !== undefined && { dataFolder }) });
  if (tokens.key.kind !== "secret")
    throw new CliError(
      "token.cannot-sign",
      "Tokens are verified with a public key here, so only its owner signs them",
      {
        fix: "ask your control plane for a token, or set JWT_SECRET on both sides",
      },
    );
  return { secret: tokens.key.secret, issuer: tokens.issuer, audience: tokens.audience };
}
