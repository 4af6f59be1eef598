// A process that answers requests with idempotency keys until it is killed, and says on standard output what it answered:
// `17 <id of the first record>`.
import { argv, stdout } from "node:process";
import { keyedRequests } from "./keyed-requests.ts";

const [file = "", first = "0"] = argv.slice(2);
const { send } = await keyedRequests(file);
let last = Number(first);

async function answerForEver(): Promise<never> {
  for (;;) {
    last += 1;
    const number = last;
    stdout.write(`${number} ${await send(number)}\n`);
  }
}

await Promise.all(Array.from({ length: 4 }, answerForEver));
