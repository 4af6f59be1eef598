import type { FieldType } from "../definition/field-type.ts";
import type { Scalar } from "./expr.ts";

/** Negative, zero or positive. Null comes first; text is ordered by code points, as every engine does, not as JavaScript does. */
export function orderValues(left: Scalar, right: Scalar, type: FieldType): number {
  if (left === null || right === null) return Number(right === null) - Number(left === null) || 0;
  if (type.kind === "decimal")
    return orderNumbers(scaledOf(String(left), type.scale), scaledOf(String(right), type.scale));
  if (typeof left === "string" && typeof right === "string") return orderText(left, right);
  return orderNumbers(Number(left), Number(right));
}

/** A decimal's wire string as the integer it is stored as: `"12.5"` with scale 2 → 1250n. */
export function scaledOf(text: string, scale: number): bigint {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction.slice(0, scale).padEnd(scale, "0")}`);
}

function orderNumbers(left: number | bigint, right: number | bigint): number {
  return left < right ? -1 : Number(left > right);
}

/** UTF-16 puts characters beyond U+FFFF before U+E000; code points do not. */
function orderText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
