// The forms of the page: each asks its endpoint and shows the answer below it.
// Without this script they still work, for endpoints without a path parameter.
"use strict";

const shownBytes = 200_000;

/** The request that a form stands for, or null while a path parameter is empty. */
function requestOf(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = field.value.trim();
    if (field.dataset.in === "path") {
      if (!value) return null;
      path = path.replace(`{${field.name}}`, encodeURIComponent(value));
    } else if (value) {
      query.append(field.name, value);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

function element(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
}

async function body(response, url) {
  const type = response.headers.get("Content-Type") || "";
  if (type.startsWith("image/svg")) {
    const image = element("img");
    image.src = url;
    image.alt = "The answer as a drawing";
    return [image];
  }
  let text = await response.text();
  if (/[/+]json/.test(type)) text = JSON.stringify(JSON.parse(text), null, 2);
  const parts = [element("pre", "", text.slice(0, shownBytes))];
  if (text.length > shownBytes) {
    parts.push(element("p", "note", `Only the first ${shownBytes.toLocaleString()} of ${text.length.toLocaleString()} characters are shown.`));
  }
  return parts;
}

async function send(form) {
  const result = form.querySelector(".result");
  const url = requestOf(form);
  result.hidden = false;
  result.className = "result";
  result.replaceChildren(element("p", "note", "Waiting for the answer…"));
  try {
    const started = performance.now();
    const response = await fetch(url);
    const parts = await body(response, url);
    const took = performance.now() - started;
    const status = element("div", "status");
    status.append(
      element("b", "", `${response.status} ${response.statusText}`),
      element("span", "", response.headers.get("Content-Type") || ""),
      element("span", "", `${took.toFixed(1)} ms`),
      element("span", "", response.headers.get("X-Request-ID") || ""),
    );
    result.classList.toggle("bad", !response.ok);
    result.replaceChildren(status, ...parts);
  } catch (error) {
    result.classList.add("bad");
    result.replaceChildren(element("p", "note", `The service did not answer: ${error.message}`));
  }
}

for (const form of document.querySelectorAll("form.try")) {
  const url = form.querySelector(".url");
  const show = () => { url.textContent = requestOf(form) || ""; };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  show();
}

// A link to a schema opens it.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
