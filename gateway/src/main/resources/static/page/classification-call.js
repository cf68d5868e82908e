import { bearer, command, javascriptClient, pythonClient, quoted, shell, url } from "./languages.js";

/** The panel's call. The clients have no method for it, but reach it. */
export function classificationCall({ model, window, top_k: top, labels }, file) {
  const own = labels.map((label) => `-F ${shell(`labels[]=${label}`)}`);
  const python = Object.entries({ model, window, top_k: top, ...(labels.length > 0 && { "labels[]": labels }) })
    .map(([name, value]) => `${quoted(name)}: ${Array.isArray(value) ? `[${value.map(quoted).join(", ")}]` : quoted(value)}`);
  return {
    curl: `${command(`curl ${url("audio/classification")}`, bearer(), `-F ${shell(`file=@${file}`)} -F ${shell(`model=${model}`)} -F window=${window} -F top_k=${top}`, ...own)}
`,
    python: `${pythonClient()}
with open(${quoted(file)}, "rb") as sound:
    found = client.post("/audio/classification", cast_to=object, files={"file": sound},
                        body={${python.join(", ")}},
                        options={"headers": {"Content-Type": "multipart/form-data"}})
for detection in found["detections"][:5]:
    print(f"{detection['score']:.3f} {detection['label']}")
`,
    javascript: `${javascriptClient('import fs from "node:fs";')}
const form = new FormData();
form.append("file", await fs.openAsBlob(${quoted(file)}), ${quoted(file)});
form.append("model", ${quoted(model)});
form.append("window", ${quoted(String(window))});
form.append("top_k", ${quoted(String(top))});
${labels.map((label) => `form.append("labels[]", ${quoted(label)});\n`).join("")}const found = await client.post("/audio/classification", { body: form });
for (const { score, label } of found.detections.slice(0, 5)) {
  console.log(score.toFixed(3), label);
}
`,
  };
}
