"use strict";
const form = document.getElementById("ask");
const answer = document.getElementById("answer");

async function ask() {
  answer.textContent = "…";
  try {
    const text = document.getElementById("variables").value.trim();
    const body = { query: document.getElementById("query").value };
    if (text) body.variables = JSON.parse(text);
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify(body),
    });
    answer.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    answer.textContent = String(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
