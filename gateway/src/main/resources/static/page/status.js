import { json } from "./server.js";

/** What the server says of its models and machines. */
export const status = (signal) => json("status", { signal });

/** The model that goes by a name. */
export const modelNamed = ({ models }, name) => models.find((model) => model.id === name || model.aliases.includes(name));

/** Fills a list with the models that do a job. Until then, and without the server's word, its first entry stands. */
export async function fillModels(select, job) {
  const models = (await status()).models.filter((model) => model.jobs.includes(job));
  if (models.length > 0) {
    select.replaceChildren(...models.map((model) => new Option(model.id)));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
