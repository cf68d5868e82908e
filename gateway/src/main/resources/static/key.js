"use strict";

// the key stays in this tab, and is asked for only where the server asks
const keyForm = document.getElementById("key-form");
const keyField = keyForm.elements.key;
keyField.value = sessionStorage.getItem("parley-key") ?? "";
keyForm.hidden = !keyField.value;

keyForm.addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("parley-key", keyField.value.trim());
  location.reload();
});

/** Fetches with the key, if there is one, and asks for one if the server does. */
async function call(url, options = {}) {
  const headers = new Headers(options.headers);
  if (keyField.value) {
    headers.set("Authorization", `Bearer ${keyField.value}`);
  }
  const response = await fetch(url, { ...options, headers });
  if (response.status === 401) {
    keyForm.hidden = false;
  }
  return response;
}
