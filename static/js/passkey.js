// Ties the passkey buttons to allauth's own script, shows them where the browser has passkeys, and says in
// bokmål what went wrong.

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
  if (error?.name === "InvalidStateError") return "Denne enheten har allerede en passnøkkel for kontoen din.";
  if (error?.name === "SecurityError") return "Passnøkler virker ikke på denne adressen.";
  return "Vi fikk ingen passnøkkel fra enheten din. Prøv en gang til, eller bruk kode på e-post.";
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
