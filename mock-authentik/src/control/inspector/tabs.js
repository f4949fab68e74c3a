// The tabs, as the ARIA Authoring Practices have them: arrows, Home and End move, and a tab that has the
// focus is the one that is shown.

const tabs = [...document.querySelectorAll("[role=tab]")];
const whenShown = new Map();

// Calls `refresh` when the panel of that name is shown, and each time `refreshShown` is.
export function onShow(panel, refresh) {
  whenShown.set(panel, refresh);
}

export function refreshShown() {
  const shown = tabs.find((tab) => tab.ariaSelected === "true");
  whenShown.get(shown.getAttribute("aria-controls"))?.()?.catch(console.error);
}

export function show(panel) {
  const chosen = tabs.find((tab) => tab.getAttribute("aria-controls") === panel) ?? tabs[0];
  for (const tab of tabs) {
    tab.ariaSelected = String(tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
  }
  history.replaceState(null, "", `#${chosen.getAttribute("aria-controls")}`);
  refreshShown();
  return chosen;
}

for (const [place, tab] of tabs.entries()) {
  tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    show(next.getAttribute("aria-controls")).focus();
  });
}
