// Small improvements on forms and links that work without script. Behaviour is bound to data-* attributes.

function focusErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

document.addEventListener("DOMContentLoaded", () => focusErrors(document));
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

// A row of links wider than the phone starts where one is.
document.addEventListener("DOMContentLoaded", () => {
  for (const here of document.querySelectorAll("nav [aria-current=page]")) {
    const row = here.closest("nav");
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 3;
  }
});

// One message region for a lost network and for answers htmx does not swap; it holds the words for both.
function say(which) {
  const region = document.getElementById("messages");
  if (!region) return;
  const alert = document.createElement("div");
  alert.className = "ds-alert";
  alert.dataset.color = "danger";
  const paragraph = document.createElement("p");
  paragraph.className = "ds-paragraph";
  paragraph.textContent = region.dataset[which];
  alert.append(paragraph);
  region.replaceChildren(alert);
}

document.addEventListener("htmx:sendError", () => say("noContact"));
document.addEventListener("htmx:responseError", () => say("broken"));

// CSRF for htmx requests that are not forms.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token && !event.detail.path.startsWith("http")) event.detail.headers["X-CSRFToken"] = token;
});

// A second press on a form that is under way does nothing. htmx keeps its own order; a page shown again starts anew.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
