import { json } from "./server.js";

/** What the server says of its models and machines. */
export const status = (signal) => json("status", { signal });

/** The model that goes by a name. */
export const modelNamed = ({ models }, name) => models.find((model) => model.id === name || model.aliases.includes(name));

/**
 * Fills a list of models with those that do a job. Without the server's word there is the name that always works.
 */
export async function fillModels(select, job, usual) {
  try {
    const models = (await status()).models.filter((model) => model.jobs.includes(job));
    select.replaceChildren(...models.map((model) => new Option(model.id)));
  } finally {
    if (select.options.length === 0) {
      select.append(new Option(usual));
    }
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
