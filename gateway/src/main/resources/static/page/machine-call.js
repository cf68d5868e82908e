import { bearer, command, javascriptClient, pythonClient, url } from "./languages.js";

/** The panel's call. */
export const machineCall = () => ({
  curl: `${command(`curl ${url("status")}`, bearer())}
`,
  python: `${pythonClient()}
for model in client.get("/status", cast_to=object)["models"]:
    print(model["id"], model["state"], model["real_time_factor"])
`,
  javascript: `${javascriptClient()}
for (const { id, state, real_time_factor: factor } of (await client.get("/status")).models) {
  console.log(id, state, factor);
}
`,
});
