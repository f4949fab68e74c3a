// What goes wrong on purpose, strictness, and the signing keys.

import { act, ask, button, byId, make } from "./dom.js";
import { table } from "./tables.js";
import { onShow, refreshShown } from "./tabs.js";

const EFFECTS = {
  "503 Service Unavailable": { status: { status: 503 } },
  "429 with Retry-After": { status: { status: 429, retry_after: 30 } },
  "Three seconds late": { latency: "3s" },
  "Connection reset": "reset",
  "Half of the body": "truncate_body",
  "HTML instead of JSON": { content_type: "text/html" },
  "Token: expired": { token: { defect: "expired" } },
  "Token: bad signature": { token: { defect: "bad_signature" } },
  "Token: unknown kid": { token: { defect: "unknown_kid" } },
  "Token: wrong issuer": { token: { defect: "wrong_issuer" } },
  "Token: wrong audience": { token: { defect: "wrong_audience" } },
  "Token: alg none": { token: { defect: "alg_none" } },
  "Token: opaque": { token: { defect: "opaque" } },
  "Key set: empty": { jwks: "empty" },
  "Key set: without x5c": { jwks: "x5c_absent" },
};

const mono = (text) => make("span", { className: "mono wrap", textContent: text });

onShow("faults", async () => {
  const [{ faults }, strict] = await Promise.all([ask("GET", "faults"), ask("GET", "strict")]);
  byId("strict").checked = strict.device_grant;
  table(byId("faults-table"), faults, [
    ["Name", (fault) => fault.name],
    ["Effect", (fault) => mono(JSON.stringify(fault.effect))],
    ["Method", (fault) => fault.matches?.method ?? "any"],
    ["Path", (fault) => mono(fault.matches?.path ?? "any")],
    ["Times", (fault) => fault.times ?? "always"],
    ["Hits", (fault) => String(fault.hits)],
    ["", (fault) => button("Clear", async () => {
      await ask("DELETE", `faults/${encodeURIComponent(fault.name)}`);
      refreshShown();
      return "The fault is cleared.";
    }, `fault ${fault.name}`)],
  ], "Nothing goes wrong on purpose.");
});

for (const name of Object.keys(EFFECTS)) {
  byId("fault-effect").append(make("option", { value: name, textContent: name }));
}

byId("add-fault").addEventListener("submit", act(async () => {
  const name = byId("fault-effect").value;
  const fault = { effect: EFFECTS[name], matches: { path: byId("fault-path").value } };
  if (byId("fault-times").value) fault.times = Number(byId("fault-times").value);
  await ask("PUT", `faults/${encodeURIComponent(name)}`, fault);
  refreshShown();
  return "The fault is set.";
}));
byId("faults-clear").addEventListener("click", act(async () => {
  await ask("DELETE", "faults");
  refreshShown();
  return "All faults are cleared.";
}));
byId("strict").addEventListener("change", act(async ({ target }) => {
  const { device_grant } = await ask("PUT", "strict", { device_grant: target.checked });
  return device_grant ? "Devices are told as RFC 8628 says." : "Devices are told what Authentik tells them.";
}));
for (const [id, keep_old] of [["rotate", false], ["rotate-keep", true]]) {
  byId(id).addEventListener("click", act(async () => {
    const { kids } = await ask("POST", "keys/rotate", { keep_old });
    return `New keys: ${kids.join(", ")}.`;
  }));
}
