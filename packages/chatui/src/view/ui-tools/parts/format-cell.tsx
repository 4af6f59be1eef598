import { useContext, type ReactNode } from "react";
import type { Column } from "../../../ui-tools/payloads/table-payload.ts";
import { allowedLink } from "../../../core/url-policy.ts";
import { UrlPolicyContext } from "../../url-policy-context.ts";
import type { Messages } from "../../../locales/messages.ts";

/** A value of a table as a person reads it. */
export function formatCell(
  value: unknown,
  { type, currency }: Column,
  locale: string,
  words: Messages["uiTools"],
): ReactNode {
  if (value === undefined || value === null || value === "") return <span className="mz-muted">–</span>;
  if (type === "boolean" || typeof value === "boolean")
    return value === true || value === "true" ? words.yes : words.no;
  if (type === "tags" || Array.isArray(value)) return <Tags value={value} />;
  if (type === "link" && typeof value === "string") return <CellLink address={value} />;
  if (type === "code") return <code className="mz-mono">{textOf(value)}</code>;
  if (type === "date" || type === "datetime") return formatDate(value, type, locale);
  return isNumeric(value, type) ? formatNumber(value, type, currency, locale) : textOf(value);
}

/** Whether values of the column stand at the end of their cell, digit below digit. */
export function isNumeric(value: unknown, type: Column["type"]): value is number {
  if (type !== undefined && !["number", "currency", "percent"].includes(type)) return false;
  return typeof value === "number" && Number.isFinite(value);
}

function formatNumber(value: number, type: Column["type"], currency = "USD", locale: string): string {
  if (type === "percent") return value.toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 });
  if (type !== "currency") return value.toLocaleString(locale, { maximumFractionDigits: 6 });
  try {
    return value.toLocaleString(locale, { style: "currency", currency });
  } catch {
    return `${value.toLocaleString(locale)} ${currency}`;
  }
}

/** A day without a time is that day everywhere. */
function formatDate(value: unknown, type: "date" | "datetime", locale: string): string {
  const text = textOf(value);
  const at = new Date(typeof value === "number" ? value : text);
  if (Number.isNaN(at.getTime())) return text;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    ...(type === "datetime" && !isDay && { timeStyle: "short" }),
    ...(isDay && { timeZone: "UTC" }),
  }).format(at);
}

function Tags({ value }: { value: unknown }): ReactNode {
  return (
    <span className="mz-chips">
      {[value].flat().map((tag, index) => (
        <span key={index} className="mz-chip">
          {textOf(tag)}
        </span>
      ))}
    </span>
  );
}

function CellLink({ address }: { address: string }): ReactNode {
  const href = allowedLink(address, useContext(UrlPolicyContext));
  if (href === undefined) return address;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {address.replace(/^https?:\/\//, "")}
    </a>
  );
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
