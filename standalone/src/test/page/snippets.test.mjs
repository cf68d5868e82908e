// What a person copies runs as it is.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { JFK, launch, open, panel, says } from "./browser.mjs";
import { samplesOf, writeWave } from "./wave.mjs";

const run = promisify(execFile);

const COMMANDS = {
  curl: ["bash", "call.sh"],
  Python: [process.env.PARLEY_PYTHON, "call.py"],
  JavaScript: ["node", "call.mjs"],
};

// below the folder in which the packages are installed
const folder = fs.mkdtempSync(path.join(import.meta.dirname, "copied-"));
let browser;

before(async () => {
  browser = await launch();
  // 4 s of it
  writeWave(path.join(folder, "jfk.wav"), 16_000, samplesOf(JFK).subarray(0, 2 * 4 * 16_000));
});

after(async () => {
  await browser.close();
  fs.rmSync(folder, { recursive: true });
});

/** What a panel's call in a language prints. */
async function printed(page, language) {
  await panel(page).getByRole("button", { name: language, exact: true }).click();
  await panel(page).getByRole("button", { name: "Copy" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const [program, file] = COMMANDS[language];
  fs.writeFileSync(path.join(folder, file), copied);
  const { stdout } = await run(program, [file], { cwd: folder, timeout: 120_000 });
  return stdout;
}

async function eachLanguage(name, prepare, check) {
  const page = await open(browser, name, { permissions: ["clipboard-read", "clipboard-write"] });
  await prepare(page);
  for (const language of Object.keys(COMMANDS)) {
    check(await printed(page, language), language);
  }
  await page.context().close();
}

const choose = async (page) => {
  await panel(page).locator("input[type=file]").setInputFiles(path.join(folder, "jfk.wav"));
  await says(page, ".status", /jfk\.wav: \w/);
};

test("the call of Transcribe", () => eachLanguage("transcribe", choose, (output, language) => {
  assert.match(output, /so my fellow America/, language);
  assert.match(output, language === "curl" ? /"words":\[\{"word":"And"/ : /0\.\d\d And\n/, language);
}));

test("the call of Speak", () => eachLanguage("speak", async (page) => {
  await panel(page).getByLabel("Text").fill("It's \"quoted\" – and costs $5.");
  await panel(page).getByRole("radio").first().waitFor();
}, (_, language) => {
  const file = path.join(folder, "speech.wav");
  assert.ok(fs.statSync(file).size > 40_000, language);
  fs.rmSync(file);
}));

test("the call of Sounds", () => eachLanguage("sounds", choose,
  (output, language) => assert.match(output, language === "curl" ? /"label":"Speech"/ : /0\.\d{3} Speech/, language)));

test("the call of Talk", () => eachLanguage("talk", async (page) => {
  await panel(page).getByLabel("Voice").locator("option").nth(1).waitFor({ state: "attached" });
}, (output, language) => {
  assert.match(output, language === "curl" ? /^$/ : /heard: .*France.*\nanswered: \w/s, language);
  const file = path.join(folder, language === "JavaScript" ? "answer.pcm" : "answer.wav");
  assert.ok(fs.statSync(file).size > 20_000, language);
  fs.rmSync(file);
}));

test("the call of Machine", () => eachLanguage("machine", (page) => says(page, ".machines", /Models in memory/),
  (output, language) => assert.match(output, /whisper-base/, language)));
