// Ties the passkey buttons to allauth's own script, shows them where the browser has passkeys, and says what went
// wrong, in the words of <template id="passkey-words">.

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll("[data-no-passkey]").forEach((part) => { part.hidden = true; });
}

for (const button of document.querySelectorAll("[data-passkey-form]")) {
  const { id, dataset } = button;
  const ids = { login: id, add: id, authenticate: id, credential: dataset.credential };
  if (document.getElementById("js_data")) ids.data = "js_data";
  if (document.getElementById("id_passwordless")) ids.passwordless = "id_passwordless";
  window.allauth.webauthn.forms[dataset.passkeyForm]({ ids });
}

function reason(error) {
  const words = document.getElementById("passkey-words").dataset;
  return { InvalidStateError: words.hasOne, SecurityError: words.wrongAddress }[error?.name] ?? words.none;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const alert = document.createElement("div");
  alert.className = "ds-alert";
  alert.dataset.color = "warning";
  const text = document.createElement("p");
  text.className = "ds-paragraph";
  text.textContent = reason(event.detail?.exception);
  alert.append(text);
  document.getElementById("messages")?.replaceChildren(alert);
});
