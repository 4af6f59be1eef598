import { describe, expect, it } from "vitest";
import { parseConfig } from "../config/parse-config.ts";
import { addressGroup, clientAddress } from "./client-address.ts";

const trust = (text: string) => parseConfig({ TRUST_PROXY: text }).server.trustProxy;

describe("the client's address", () => {
  it.each<[string | undefined, string, string | undefined, string]>([
    // Nobody is believed.
    [undefined, "192.0.2.1", "203.0.113.9", "192.0.2.1"],
    [undefined, "::ffff:192.0.2.1", "203.0.113.9", "192.0.2.1"],
    ["0", "192.0.2.1", "203.0.113.9", "192.0.2.1"],
    // One proxy: what it adds is last; what stands before it the client may have made up.
    ["1", "10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["1", "10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["1", "10.0.0.1", undefined, "10.0.0.1"],
    ["1", "10.0.0.1", "unknown", "10.0.0.1"],
    ["1", "10.0.0.1", "203.0.113.9, <script>", "10.0.0.1"],
    // Two proxies.
    ["2", "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"],
    ["2", "10.0.0.1", "203.0.113.9", "203.0.113.9"],
    // Networks: who is not in one is the client.
    ["10.0.0.0/8", "10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["10.0.0.0/8", "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.9.9.9", "203.0.113.9"],
    ["10.0.0.0/8", "192.0.2.1", "203.0.113.9", "192.0.2.1"],
    ["10.0.0.0/8", "::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["10.0.0.0/8", "10.0.0.1", "10.0.0.7, 10.0.0.8", "10.0.0.7"],
    ["10.0.0.1", "10.0.0.2", "203.0.113.9", "10.0.0.2"],
    ["fd00::/8, 127.0.0.1", "fd00::1", "2001:db8::9, 127.0.0.1", "2001:db8::9"],
    // Forms in which proxies write addresses.
    ["1", "10.0.0.1", "203.0.113.9:4711", "203.0.113.9"],
    ["1", "10.0.0.1", "[2001:db8::9]:4711", "2001:db8::9"],
    ["1", "10.0.0.1", "2001:DB8:0:0::9", "2001:db8::9"],
    ["1", "10.0.0.1", "0x7f.1", "10.0.0.1"],
    ["1", "10.0.0.1", "010.1.1.1", "10.0.0.1"],
  ])("with TRUST_PROXY %s, connected %s, forwarded for %s is %s", (trusted, connected, forwardedFor, expected) => {
    expect(clientAddress(connected, forwardedFor, trusted === undefined ? undefined : trust(trusted))).toBe(expected);
  });

  it("is unknown when the connection is gone", () => {
    expect(clientAddress(undefined, "203.0.113.9", trust("1"))).toBeUndefined();
  });
});

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::", "2001:db8:1:2"],
  ["", ""],
])("%s counts as %s", (address, group) => {
  expect(addressGroup(address)).toBe(group);
});
