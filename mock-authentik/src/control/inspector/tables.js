// Users, sessions, tokens and device codes.

import { ask, button, byId, json, make, moments } from "./dom.js";
import { onShow, refreshShown } from "./tabs.js";

// A table with these columns: a heading and what is in the cell of an item.
export function table(where, items, columns, nothing) {
  if (items.length === 0) {
    where.replaceChildren(make("p", { className: "empty table", textContent: nothing }));
    return;
  }
  const headings = columns.map(([heading]) => make("th", { scope: "col", textContent: heading }));
  const body = items.map((item) =>
    make("tr", {}, ...columns.map(([heading, cell]) => {
      const content = [cell(item)].flat().map((part) => part ?? "");
      return make("td", { className: heading === "" ? "actions" : "" }, ...content);
    })));
  const head = make("thead", {}, make("tr", {}, ...headings));
  where.replaceChildren(make("div", { className: "table" }, make("table", {}, head, make("tbody", {}, ...body))));
}

// Does something to an item and shows the rest.
function change(text, name, done, asked) {
  return button(text, async () => {
    await asked();
    refreshShown();
    return done;
  }, name);
}

const mono = (text) => make("span", { className: "mono word", textContent: text ?? "" });
const badge = (text, on) => make("span", { className: on ? "badge on" : "badge", textContent: text });

onShow("users", async () => {
  const { users } = await ask("GET", "users");
  table(byId("users"), users, [
    ["#", (user) => user.pk],
    ["User name", (user) => mono(user.username)],
    ["Name", (user) => user.name],
    ["Email", (user) => user.email],
    ["Groups", (user) => user.groups.join(", ")],
    ["", (user) => [
      user.is_superuser && badge("superuser", true),
      user.is_active ? null : badge("deactivated", false),
      user.type === "internal" ? null : badge(user.type.replaceAll("_", " "), false),
    ].filter(Boolean)],
    ["Last login", (user) => moments(user.last_login, "never")],
  ], "Nobody has an account.");
});

onShow("sessions", async () => {
  const { sessions } = await ask("GET", "sessions");
  table(byId("sessions"), sessions, [
    ["User", (session) => mono(session.user)],
    ["Since", (session) => moments(session.logged_in_at)],
    ["By", (session) => session.method],
    ["From", (session) => session.client_ip],
    ["Program", (session) => session.user_agent],
    ["Ends", (session) => moments(session.expires, "with the browser")],
    ["", (session) => change("End", `the session of ${session.user}`, "The session has ended.",
      () => ask("DELETE", `sessions/${encodeURIComponent(session.key)}`))],
  ], "Nobody is logged in.");
});

const claims = (token) => make("details", {},
  make("summary", { textContent: token.claims.sub ? `sub ${token.claims.sub}` : "claims" }),
  make("pre", { textContent: json(token.claims) }));

onShow("tokens", async () => {
  // What somebody has opened stays open.
  const open = byId("tokens").querySelector("details[open]");
  if (open) return;
  const { tokens } = await ask("GET", "tokens");
  table(byId("tokens"), tokens, [
    ["Kind", (token) => token.kind.replaceAll("_", " ")],
    ["Id", (token) => make("span", { className: "mono wrap", textContent: token.id })],
    ["User", (token) => mono(token.user)],
    ["Client", (token) => mono(token.client)],
    ["Scopes", (token) => token.scopes.join(" ")],
    ["Claims", (token) => Object.keys(token.claims).length > 0 ? claims(token) : null],
    ["Expires", (token) => moments(token.expires, "never")],
    ["State", (token) => token.works ? "works" : badge("ended", true)],
    ["", (token) => change("Revoke", `${token.kind} token ${token.id}`, "The token is revoked.",
      () => ask("DELETE", `tokens/${token.kind}/${encodeURIComponent(token.id)}`))],
  ], "There are no tokens.");
});

async function offerUsers() {
  const select = byId("approve-as");
  const { users } = await ask("GET", "users");
  const names = users.filter((user) => user.type === "internal").map((user) => user.username);
  const offered = [...select.options].map((option) => option.value);
  if (names.join("\n") === offered.join("\n")) return;
  const chosen = select.value;
  select.replaceChildren(...names.map((name) => make("option", { value: name, textContent: name })));
  select.value = names.includes(chosen) ? chosen : names.at(-1);
}

onShow("device-codes", async () => {
  await offerUsers();
  const { device_codes } = await ask("GET", "device-codes");
  const decide = (text, code, done, body) => change(text, `device ${code.user_code}`, done,
    () => ask("POST", `device-codes/${encodeURIComponent(code.user_code)}/${text.toLowerCase()}`, body?.()));
  table(byId("device-codes-table"), device_codes, [
    ["User code", (code) => mono(code.user_code)],
    ["Client", (code) => mono(code.client)],
    ["Scopes", (code) => code.scopes.join(" ")],
    ["State", (code) => code.user ? `${code.state} by ${code.user}` : code.state],
    ["Expires", (code) => moments(code.expires)],
    ["", (code) => [
      decide("Approve", code, "The device is approved.", () => ({ user: byId("approve-as").value })),
      decide("Deny", code, "The device is denied. It hears of it when the mock is strict."),
      decide("Expire", code, "The code has expired."),
    ]],
  ], "No device waits for approval.");
});
