import { useEffect, useState } from "react";
import type { Brand } from "../../client/theme/brand.ts";
import { toChatProblem } from "../../core/chat-problem.ts";
import { useChatClient, useClient } from "../provider-context.ts";

type Tokens = Readonly<Record<string, string>>;

const unbranded: Tokens = {};

/**
 * The brand as design tokens; undefined before the first of them are there. What makes them comes with a brand. One that
 * cannot be read is told to the host and left out: nobody's page stays empty for a colour.
 */
export function useBrandTokens(): Tokens | undefined {
  const { fail } = useChatClient();
  const brand = useClient(({ config }) => config.brand);
  const [tokens, setTokens] = useState<Tokens>();
  useEffect(() => {
    if (!brand) return undefined;
    let isCurrent = true;
    toTokens(brand).then(
      (made) => isCurrent && setTokens(made),
      (thrown: unknown) => {
        if (!isCurrent) return;
        setTokens(unbranded);
        fail(toChatProblem(thrown));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [brand, fail]);
  return brand ? tokens : unbranded;
}

async function toTokens(brand: Brand): Promise<Tokens> {
  const { toBrandTokens } = await import("../../client/theme/brand.ts");
  return toBrandTokens(brand);
}
