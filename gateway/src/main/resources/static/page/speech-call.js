import { bearer, command, javascriptClient, pythonClient, quoted, shell, url } from "./languages.js";

/** The panel's call. */
export function speechCall(body) {
  const { model, voice, input, speed, response_format: format } = body;
  const file = `speech.${format}`;
  return {
    curl: `${command(`curl ${url("audio/speech")} -o ${file}`, bearer(), "-H 'Content-Type: application/json'", `-d ${shell(JSON.stringify(body))}`)}
`,
    python: `${pythonClient()}
with client.audio.speech.with_streaming_response.create(
        model=${quoted(model)}, voice=${quoted(voice)}, speed=${speed}, response_format=${quoted(format)},
        input=${quoted(input)}) as speech:
    speech.stream_to_file(${quoted(file)})
`,
    javascript: `${javascriptClient('import fs from "node:fs";', 'import { Readable } from "node:stream";', 'import { pipeline } from "node:stream/promises";')}
const speech = await client.audio.speech.create({
  model: ${quoted(model)}, voice: ${quoted(voice)}, speed: ${speed}, response_format: ${quoted(format)},
  input: ${quoted(input)},
});
await pipeline(Readable.fromWeb(speech.body), fs.createWriteStream(${quoted(file)}));
`,
  };
}
