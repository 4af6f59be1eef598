import type { MozaiksError } from "@mozaiks/contracts";
import { expect, it } from "vitest";
import { StreamWriter } from "./session-stream-writer.ts";

/** A reader that holds as many bytes as the test says, and takes them when the test says. */
function openReader() {
  const reader = {
    sent: [] as string[],
    failures: [] as string[],
    held: 0,
    take: (): void => undefined,
    send(text: string, _seq?: number, written?: () => void): void {
      reader.sent.push(text);
      if (written) reader.take = written;
    },
    bufferedBytes: () => reader.held,
    fail: (error: MozaiksError): void => void reader.failures.push(error.code),
  };
  return reader;
}

function openWriter(nowMs = 0) {
  const reader = openReader();
  const options = { clock: { now: () => new Date(1000 + nowMs) }, maxBufferedBytes: 1000, stallMs: 500 };
  return { reader, writer: new StreamWriter(reader, options) };
}

it("drops a reader that holds more than its bound when something new happens", () => {
  const { reader, writer } = openWriter();
  reader.held = 1000;
  writer.live("one");
  reader.held = 1001;
  writer.live("two");
  writer.live("three");
  expect(reader).toMatchObject({ sent: ["one"], failures: ["reader.too-slow"] });
});

it("waits in a replay until the reader took what it holds", async () => {
  const { reader, writer } = openWriter();
  reader.held = 251;
  const order: string[] = [];
  const paced = writer.paced("one", 1).then(() => order.push("written"));
  order.push("sent");
  writer.tick(1400);
  reader.take();
  await paced;
  writer.tick(9000);
  expect(order).toEqual(["sent", "written"]);
  expect(reader).toMatchObject({ sent: ["one"], failures: [] });
});

it("drops a reader that takes nothing of a replay", async () => {
  const { reader, writer } = openWriter();
  reader.held = 251;
  const paced = writer.paced("one", 1);
  writer.tick(1501);
  expect(reader.failures).toEqual(["reader.too-slow"]);
  reader.take();
  await paced;
  await writer.paced("two", 2);
  expect(reader.sent).toEqual(["one"]);
});
