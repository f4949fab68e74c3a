// Making elements, asking the mock, telling people. Texts only ever become text nodes, so that nothing
// that somebody chose, such as a user name, can be markup.

export const byId = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function tell(text, isError = false) {
  const notice = byId("notice");
  notice.textContent = text;
  notice.classList.toggle("error", isError);
}

// Asks the mock's API; what it refuses is told and thrown.
export async function ask(method, path, body) {
  const request = { method };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { "Content-Type": "application/json" };
  }
  let answer;
  try {
    answer = await fetch(path, request);
  } catch (error) {
    tell("The mock does not answer. Is it running?", true);
    throw error;
  }
  if (answer.status === 204) return null;
  const json = await answer.json();
  if (!answer.ok) {
    tell(json.message, true);
    throw new Error(json.message);
  }
  return json;
}

// A handler of a form or a button: what it says is told when it is done. `ask` has told what failed.
export function act(handler) {
  return async (event) => {
    event.preventDefault();
    try {
      const done = await handler(event);
      if (done) tell(done);
    } catch (error) {
      console.error(error);
    }
  };
}

export function button(text, handler, name) {
  const made = make("button", { type: "button", className: "small", textContent: text });
  if (name) made.setAttribute("aria-label", `${text} ${name}`);
  made.addEventListener("click", act(handler));
  return made;
}

export const json = (value) => JSON.stringify(value, null, 2);

// 2030-01-01T00:00:00.123456Z as 2030-01-01 00:00:00.
export const moment = (text) => text.replace("T", " ").replace(/\.\d+/, "").replace("Z", "");

export const moments = (text, otherwise) =>
  text ? make("time", { dateTime: text, textContent: moment(text) }) : otherwise;
