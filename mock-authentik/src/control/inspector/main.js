// Puts the page together.

import "./faults.js";
import "./tables.js";
import { look } from "./clock.js";
import { follow } from "./requests.js";
import { refreshShown, show } from "./tabs.js";

show(location.hash.slice(1));
look().catch(console.error);

// Requests may have changed what is shown; many at once count as one.
let refreshing;
follow(() => {
  refreshing ??= setTimeout(() => {
    refreshing = undefined;
    refreshShown();
  }, 300);
});
