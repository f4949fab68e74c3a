// The live list of requests, and the one that was chosen.

import { act, ask, byId, json, make, moment } from "./dom.js";

const MOST = 1000;
const rows = byId("requests-rows");
const detail = byId("detail");
const split = document.querySelector(".split");

function who(request) {
  return [request.user, request.client].filter(Boolean).join(" · ");
}

function row(request) {
  const open = make(
    "button",
    { type: "button", className: "open mono" },
    make("span", { className: "method", textContent: request.method }),
    request.target,
  );
  const made = make(
    "tr",
    {},
    make("td", { className: "number", textContent: request.number }),
    make("td", { className: "nowrap mono", title: request.at, textContent: moment(request.at).slice(11) }),
    make("td", {}, open),
    make("td", { className: `status-${String(request.status)[0]}`, textContent: request.status }),
    make("td", { className: "wrap", textContent: who(request) }),
  );
  made.request = request;
  made.addEventListener("click", () => choose(made));
  return made;
}

function fits({ request }) {
  const text = byId("filter-text").value.trim().toLowerCase();
  const status = byId("filter-status").value;
  const hay = `${request.method} ${request.target} ${who(request)}`.toLowerCase();
  return hay.includes(text) && String(request.status).startsWith(status);
}

let counting;
function count() {
  // Not for each of hundreds a second.
  counting ??= setTimeout(() => {
    counting = undefined;
    const shown = [...rows.rows].filter((made) => !made.hidden).length;
    byId("requests-count").textContent =
      shown === rows.rows.length ? `${shown} requests` : `${shown} of ${rows.rows.length} requests`;
    byId("requests-empty").hidden = shown > 0;
  }, 200);
}

function filter() {
  for (const made of rows.rows) made.hidden = !fits(made);
  count();
}

function add(request) {
  const made = row(request);
  made.hidden = !fits(made);
  rows.prepend(made);
  while (rows.rows.length > MOST) rows.lastElementChild.remove();
  count();
}

async function choose(made) {
  for (const other of rows.rows) other.removeAttribute("aria-current");
  made.setAttribute("aria-current", "true");
  const whole = await ask("GET", `requests/${made.request.number}`);
  detail.replaceChildren(...shown(whole));
  detail.hidden = false;
  split.classList.add("open");
  detail.scrollTop = 0;
}

function close() {
  detail.hidden = true;
  split.classList.remove("open");
  const chosen = rows.querySelector("[aria-current]");
  chosen?.querySelector("button").focus();
  chosen?.removeAttribute("aria-current");
}

function shown(whole) {
  const shut = make("button", { type: "button", className: "small", textContent: "Close" });
  shut.addEventListener("click", close);
  const facts = {
    Status: whole.status,
    Time: `${moment(whole.at)}, took ${whole.took_ms.toFixed(2)} ms`,
    User: whole.user,
    Client: whole.client,
    Session: whole.session,
  };
  const told = Object.entries(facts).filter(([, value]) => value !== null);
  return [
    make("header", {}, make("h2", { className: "mono", textContent: `${whole.method} ${whole.target}` }), shut),
    make("dl", {}, ...told.flatMap(([name, value]) => [
      make("dt", { textContent: name }),
      make("dd", { textContent: value, className: name === "Status" ? `status-${String(value)[0]}` : "" }),
    ])),
    ...whole.tokens.flatMap((token) => [
      make("h3", { textContent: `Token: ${token.name}` }),
      make("pre", { textContent: `${json(token.header)}\n${json(token.claims)}` }),
    ]),
    ...message("Request", whole.request),
    ...message("Answer", whole.answer),
  ];
}

function message(title, { headers, body, length, complete, cut }) {
  const lines = headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  const notes = [`${length} bytes`, cut && "only the beginning is kept", length > 0 && !complete && "cut short"];
  return [
    make("details", {},
      make("summary", { textContent: `${title} headers` }),
      make("pre", { textContent: lines })),
    ...(length > 0 ? [
      make("h3", {}, `${title} body `, make("span", { className: "muted", textContent: notes.filter(Boolean).join(", ") })),
      make("pre", { textContent: body }),
    ] : []),
  ];
}

// Up and down go from one request to the next.
rows.addEventListener("keydown", (event) => {
  const towards = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  let made = towards && event.target.closest("tr")[towards];
  while (made?.hidden) made = made[towards];
  if (!made) return;
  event.preventDefault();
  made.querySelector("button").focus();
});
detail.addEventListener("keydown", (event) => event.key === "Escape" && close());
byId("filter-text").addEventListener("input", filter);
byId("filter-status").addEventListener("input", filter);
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("requests-clear").addEventListener("click", act(async () => {
  await ask("DELETE", "requests");
  empty();
  return "The journal is empty.";
}));

export function empty() {
  if (!detail.hidden) close();
  rows.replaceChildren();
  count();
}

// Follows the journal; `changed` is called after requests, which may have changed anything.
export function follow(changed) {
  const stream = new EventSource("requests/stream");
  stream.addEventListener("message", ({ data }) => {
    add(JSON.parse(data));
    changed();
  });
  count();
}
