import { bearer, command, javascriptClient, pythonClient, quoted, shell, url } from "./languages.js";

/** The panel's two calls: the words as they are decided, then the time of each. */
export function transcriptionCall({ model, language }, file) {
  const form = [`-F ${shell(`file=@${file}`)} -F ${shell(`model=${model}`)}`, language && `-F ${shell(`language=${language}`)}`].filter(Boolean).join(" ");
  const python = `model=${quoted(model)}${language ? `, language=${quoted(language)}` : ""}`;
  const javascript = `model: ${quoted(model)}${language ? `, language: ${quoted(language)}` : ""}`;
  return {
    curl: `${command(`curl -N ${url("audio/transcriptions")}`, bearer(), form, "-F stream=true")}

${command(`curl ${url("audio/transcriptions")}`, bearer(), form,
    "-F response_format=verbose_json -F 'timestamp_granularities[]=word' -F 'timestamp_granularities[]=segment'")}
`,
    python: `${pythonClient()}
with open(${quoted(file)}, "rb") as sound:
    for event in client.audio.transcriptions.create(file=sound, ${python}, stream=True):
        if event.type == "transcript.text.delta":
            print(event.delta, end="", flush=True)
print()

with open(${quoted(file)}, "rb") as sound:
    timed = client.audio.transcriptions.create(
        file=sound, ${python}, response_format="verbose_json", timestamp_granularities=["word", "segment"])
for word in timed.words:
    print(f"{word.start:7.2f} {word.word}")
`,
    javascript: `${javascriptClient('import fs from "node:fs";')}
const sound = () => fs.createReadStream(${quoted(file)});

const stream = await client.audio.transcriptions.create({ file: sound(), ${javascript}, stream: true });
for await (const event of stream) {
  if (event.type === "transcript.text.delta") {
    process.stdout.write(event.delta);
  }
}
console.log();

const timed = await client.audio.transcriptions.create({
  file: sound(), ${javascript}, response_format: "verbose_json", timestamp_granularities: ["word", "segment"],
});
for (const { start, word } of timed.words) {
  console.log(start.toFixed(2).padStart(7), word);
}
`,
  };
}
