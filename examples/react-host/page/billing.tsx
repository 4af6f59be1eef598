import { useChatContext, useChatUI } from "@mozaiks/chatui";
import { useRef, useState, type ReactNode } from "react";
import { signOut, type Account } from "./account.ts";
import { openInvoices, type Invoice } from "./invoices.ts";

/** The page of invoices: what is selected is what the assistant knows about. */
export function Billing({ account, onSignedOut }: { account: Account; onSignedOut: () => void }): ReactNode {
  const chat = useChatUI();
  const [invoice, setInvoice] = useState(openInvoices[0]);
  useChatContext({ page: "open invoices", ...(invoice && { invoice: { ...invoice } }) });

  function leave(): void {
    // Before somebody else sits here: the chat forgets what it stored in this browser.
    chat.shutdown();
    void signOut().then(onSignedOut);
  }

  return (
    <>
      <header>
        <strong>Acme Billing</strong>
        <button type="button" aria-current="page">
          Invoices
        </button>
        <button type="button" onClick={() => void chat.open({ mode: "workflow" })}>
          Workflows
        </button>
        <span>{account.name}</span>
        <button type="button" onClick={leave}>
          Sign out
        </button>
      </header>
      <main>
        <h1>Open invoices</h1>
        <InvoiceTable selected={invoice} onSelect={setInvoice} />
        {invoice && <InvoiceSheet invoice={invoice} mayRemind={account.workflows.includes("PaymentReminder")} />}
      </main>
    </>
  );
}

function InvoiceTable(props: { selected: Invoice | undefined; onSelect: (invoice: Invoice) => void }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Invoice</th>
          <th scope="col">Customer</th>
          <th scope="col">Due</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {openInvoices.map((invoice) => (
          <tr key={invoice.number} aria-selected={invoice === props.selected} onClick={() => props.onSelect(invoice)}>
            <th scope="row">{invoice.number}</th>
            <td>{invoice.customer}</td>
            <td>{invoice.due}</td>
            <td>{invoice.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InvoiceSheet({ invoice, mayRemind }: { invoice: Invoice; mayRemind: boolean }): ReactNode {
  const { open } = useChatUI();
  const terms = useRef<HTMLDialogElement>(null);
  return (
    <section className="sheet">
      <h2>
        {invoice.customer}, {invoice.number}
      </h2>
      <p>
        {invoice.amount}, due on {invoice.due}
      </p>
      <p>
        <button type="button" onClick={() => void open({ mode: "ask", initial_message: "What is on this page?" })}>
          Ask about it
        </button>
      </p>
      {mayRemind && (
        <p>
          <button type="button" onClick={() => void open(reminder(invoice))}>
            Write a reminder
          </button>
        </p>
      )}
      <button type="button" onClick={() => terms.current?.showModal()}>
        Terms
      </button>
      <dialog ref={terms}>
        <form method="dialog">
          <label>
            Days until it is due
            <input type="number" defaultValue={30} />
          </label>
          <button>Keep</button>
        </form>
      </dialog>
    </section>
  );
}

const reminder = ({ number, customer, amount, due }: Invoice) => ({
  mode: "workflow" as const,
  workflow_name: "PaymentReminder",
  initial_message: `Remind ${customer} of invoice ${number}: ${amount}, due on ${due}`,
});
