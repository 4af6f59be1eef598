// The whole of what the product does for its chat: boot() for whoever is signed in, shutdown() when they leave.
const { mozaiksChat } = globalThis;
const { runtimeUrl } = await (await fetch("/config.json")).json();

const [person, signIn, signOut, shop, plan] = ["person", "sign-in", "sign-out", "shop", "plan"].map((id) =>
  document.getElementById(id),
);

plan.addEventListener("click", () =>
  mozaiksChat.open({
    mode: "workflow",
    workflow_name: "HelloWorld",
    initial_message: "A bed that flowers from March to October",
  }),
);
signOut.addEventListener("click", () => void leave());
show(await whoIsThere());

async function leave() {
  mozaiksChat.shutdown();
  await fetch("/sign-out", { method: "POST" });
  show(await whoIsThere());
}

async function enter(user_id) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/sign-in", { method: "POST", headers, body: JSON.stringify({ user_id }) });
  show(await answer.json());
}

async function whoIsThere() {
  return (await fetch("/me")).json();
}

function show({ name, people }) {
  const isKnown = name !== undefined;
  person.textContent = name ?? "";
  signIn.hidden = isKnown;
  signOut.hidden = shop.hidden = !isKnown;
  for (const button of signIn.querySelectorAll("button")) button.remove();
  for (const each of people ?? []) signIn.append(buttonFor(each));
  if (isKnown) mozaiksChat.boot({ api: { baseUrl: runtimeUrl } });
}

function buttonFor({ user_id, name }) {
  const button = document.createElement("button");
  button.textContent = name;
  button.addEventListener("click", () => void enter(user_id));
  return button;
}
