// Passes the flow that this page is for: shows each challenge of the executor, sends the answers.
"use strict";
(() => {
  const slug = location.pathname.split("/").filter(Boolean).pop();
  const executor = `/api/v3/flows/executor/${slug}/?query=${encodeURIComponent(location.search.slice(1))}`;
  const [title, alert, stage] = ["title", "alert", "stage"].map((id) => document.getElementById(id));

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  const paragraph = (text) => element("p", {}, text);
  const heading = (text) => {
    title.textContent = text;
    document.title = `${text} - authentik`;
  };

  const csrf = () => (document.cookie.match(/(?:^|; )authentik_csrf=([^;]*)/) || [])[1] || "";

  const talk = async (answer) => {
    const options = { headers: { Accept: "application/json" }, credentials: "same-origin" };
    if (answer) {
      options.method = "POST";
      options.headers["Content-Type"] = "application/json";
      options.headers["X-authentik-CSRF"] = csrf();
      options.body = JSON.stringify(answer);
    }
    try {
      const response = await fetch(executor, options);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      show(await response.json());
    } catch (error) {
      alert.textContent = `This did not work: ${error.message}. Reload the page to try again.`;
    }
  };

  // A labelled form. `fields` are [name, label, attributes]; an attribute that is null is left out.
  const form = (challenge, fields, action, fixed = {}) => {
    const button = element("button", { type: "submit" }, action);
    const made = element("form", { method: "post" });
    for (const [name, label, attributes] of fields) {
      const errors = (challenge.response_errors || {})[name];
      const input = element("input", { id: name, name, required: "", ...attributes });
      if (errors) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", "alert");
      }
      made.append(element("label", { for: name }, label), input);
    }
    made.append(button);
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const answers = Object.fromEntries(new FormData(made));
      for (const box of made.querySelectorAll("input[type=checkbox]")) answers[box.name] = box.checked;
      await talk({ component: challenge.component, ...fixed, ...answers });
      button.disabled = false;
    });
    return made;
  };

  const link = (to, text) => element("p", {}, element("a", { href: to }, text));
  const startAgain = () => link(location.href, "Start again");
  const cancel = (challenge) => link(challenge.flow_info.cancel_url, "Cancel");
  const whose = (challenge) => element("p", { class: "note" }, `As ${challenge.pending_user}`);
  const list = (caption, permissions) => {
    const named = permissions.filter((permission) => permission.name);
    if (named.length === 0) return [];
    const items = named.map((permission) => element("li", {}, permission.name));
    return [paragraph(caption), element("ul", {}, ...items)];
  };

  // How a browser shows the fields of a prompt stage; what is not here is a text.
  const inputs = {
    email: "email",
    password: "password",
    number: "number",
    checkbox: "checkbox",
    date: "date",
    "date-time": "datetime-local",
    hidden: "hidden",
  };
  const shown = ["static", "separator", "alert_info", "alert_warning", "alert_danger"];
  const promptField = (field) => [
    field.field_key,
    field.type === "hidden" ? "" : field.label,
    {
      type: inputs[field.type] || "text",
      placeholder: field.placeholder,
      value: field.type === "checkbox" ? null : field.initial_value,
      required: field.required && !["checkbox", "ak-locale"].includes(field.type) ? "" : null,
      readonly: field.type.endsWith("read_only") ? "" : null,
      autocomplete: field.type === "password" ? "new-password" : null,
    },
  ];

  const stages = {
    "ak-stage-identification": (challenge) => [
      ...(challenge.application_pre ? [paragraph(`Log in to continue to ${challenge.application_pre}.`)] : []),
      form(
        challenge,
        [
          ["uid_field", "Email or username", { autocomplete: "username", autocapitalize: "none", spellcheck: "false" }],
          ...(challenge.password_fields
            ? [["password", "Password", { type: "password", autocomplete: "current-password" }]]
            : []),
        ],
        challenge.primary_action,
      ),
    ],
    "ak-stage-password": (challenge) => [
      whose(challenge),
      form(challenge, [["password", "Password", { type: "password", autocomplete: "current-password" }]], "Continue"),
      cancel(challenge),
    ],
    "ak-stage-consent": (challenge) => [
      paragraph(challenge.header_text),
      whose(challenge),
      ...list("The application asks for:", challenge.permissions),
      ...list("It now also asks for:", challenge.additional_permissions),
      form(challenge, [], "Continue", { token: challenge.token }),
      cancel(challenge),
    ],
    "ak-stage-prompt": (challenge) => [
      ...challenge.fields.filter((field) => shown.includes(field.type)).map((field) => paragraph(field.initial_value)),
      form(challenge, challenge.fields.filter((field) => !shown.includes(field.type)).map(promptField), "Continue"),
      cancel(challenge),
    ],
    "ak-stage-user-login": (challenge) => [
      whose(challenge),
      form(challenge, [["remember_me", "Stay logged in", { type: "checkbox", required: null }]], "Continue"),
    ],
    "ak-stage-dummy": (challenge) => [paragraph(challenge.name), form(challenge, [], "Continue")],
    "ak-provider-oauth2-device-code": (challenge) => [
      paragraph("Enter the code that your device shows."),
      form(challenge, [["code", "Code", { inputmode: "numeric", autocomplete: "one-time-code" }]], "Continue"),
    ],
    "ak-provider-oauth2-device-code-finish": () => [
      paragraph("Your device is now logged in. You can close this page."),
    ],
    "ak-stage-session-end": (challenge) => [
      ...(challenge.application_launch_url
        ? [link(challenge.application_launch_url, `Back to ${challenge.application_name}`)]
        : []),
      ...(challenge.invalidation_flow_url
        ? [link(challenge.invalidation_flow_url, `Log out of ${challenge.brand_name}`)]
        : []),
      link("/", `Back to ${challenge.brand_name}`),
    ],
    "ak-stage-access-denied": (challenge) => {
      alert.textContent = challenge.error_message || "You may not pass.";
      return [startAgain()];
    },
    "ak-stage-flow-error": (challenge) => {
      heading("Something went wrong");
      alert.textContent = `The server could not go on. Request: ${challenge.request_id}`;
      return [startAgain()];
    },
    "xak-flow-shell": (challenge) => {
      const page = new DOMParser().parseFromString(challenge.body, "text/html");
      heading(page.querySelector("h1")?.textContent || "authentik");
      alert.textContent = page.querySelector("p")?.textContent || "";
      return [startAgain()];
    },
    "xak-flow-redirect": (challenge) => {
      const to = new URL(challenge.to, location.href);
      // Other schemes are an application's own; these would run here.
      if (["javascript:", "data:", "vbscript:"].includes(to.protocol)) {
        alert.textContent = "The flow leads to an address that a browser must not open.";
        return [startAgain()];
      }
      location.assign(to);
      return [link(to.href, "Continue")];
    },
    "ak-stage-autosubmit": (challenge) => {
      heading(challenge.title);
      const made = element("form", { method: "post", action: challenge.url });
      for (const [name, value] of Object.entries(challenge.attrs)) {
        made.append(element("input", { type: "hidden", name, value }));
      }
      made.append(element("button", { type: "submit" }, "Continue"));
      queueMicrotask(() => made.submit());
      return [made];
    },
  };

  const show = (challenge) => {
    if (challenge.flow_info) heading(challenge.flow_info.title);
    const errors = Object.values(challenge.response_errors || {}).flat();
    alert.textContent = errors.map((error) => error.string).join(" ");
    const build = stages[challenge.component];
    if (!build) alert.textContent = `This page does not know the stage ${challenge.component}.`;
    stage.replaceChildren(...(build ? build(challenge) : [startAgain()]));
    const first = stage.querySelector("input:not([type=hidden])");
    (first || title).focus();
  };

  talk();
})();
