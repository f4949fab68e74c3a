// The clock, and the way back to the start.

import { act, ask, byId, moment, tell } from "./dom.js";
import { empty } from "./requests.js";
import { onShow, refreshShown } from "./tabs.js";

let frozen = false;
let ahead = 0;

function draw() {
  const now = frozen ? frozen : new Date(Date.now() + ahead).toISOString();
  for (const where of ["now", "clock"]) {
    byId(`${where}-time`).textContent = `${moment(now)} UTC`;
    byId(`${where}-time`).dateTime = now;
    byId(`${where}-state`).textContent = frozen ? "frozen" : away();
    byId(`${where}-state`).classList.toggle("on", Boolean(frozen));
  }
  byId("clock-freeze").textContent = frozen ? "Let it run" : "Freeze";
}

function away() {
  const minutes = Math.round(ahead / 60_000);
  if (minutes === 0) return "";
  const size = Math.abs(minutes);
  const text = size < 120 ? `${size} min` : size < 2880 ? `${Math.round(size / 60)} h` : `${Math.round(size / 1440)} days`;
  return `${text} ${minutes > 0 ? "ahead" : "behind"}`;
}

function take(clock) {
  frozen = clock.frozen ? clock.now : false;
  ahead = new Date(clock.now) - Date.now();
  draw();
}

export async function look() {
  take(await ask("GET", "clock"));
}

async function move(method, path, body) {
  take(await ask(method, path, body));
  return `It is ${byId("clock-time").textContent}.`;
}

byId("clock-freeze").addEventListener("click", act(() =>
  move("POST", frozen ? "clock/resume" : "clock/freeze")));
for (const made of document.querySelectorAll("[data-by]")) {
  made.addEventListener("click", act(() => move("POST", "clock/advance", { by: made.dataset.by })));
}
byId("clock-advance").addEventListener("submit", act(() =>
  move("POST", "clock/advance", { by: byId("clock-by").value })));
byId("clock-set").addEventListener("submit", act(() =>
  move("PUT", "clock", { now: byId("clock-to").value })));
byId("reset").addEventListener("click", act(async () => {
  await ask("POST", "reset");
  empty();
  await look();
  refreshShown();
  return "Everything is as at the start.";
}));

onShow("clock", look);
setInterval(() => frozen || draw(), 1000);
// Somebody else may move it.
setInterval(() => document.hidden || look().catch(() => tell("The mock does not answer.", true)), 5000);
