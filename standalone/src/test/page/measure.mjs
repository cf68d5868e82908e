// Measures what docs/page.md tells, of a running server:
//   PARLEY_SUITE=http://127.0.0.1:8080 PARLEY_AUDIO=DIR PARLEY_CHROMIUM=/usr/bin/chromium node measure.mjs HOUR...
// HOUR are sound files of an hour. The answer to them is made up, for a transcript of an hour's length.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { launch, open, panel, says, SUITE } from "./browser.mjs";

const WORDS = 9000;
const TEXT = "The quick brown fox jumps over the lazy dog and runs away into the woods.".split(" ");

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];

const paints = [];
for (let i = 0; i < 9; i++) {
  const browser = await launch();
  const page = await open(browser, "transcribe");
  await page.locator("#transcribe option").first().waitFor({ state: "attached" });
  paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
  await browser.close();
}
console.log(`first contentful paint: ${median(paints).toFixed(0)} ms, median of ${paints.length}`);

for (const names of [["transcribe"], ["transcribe", "speak", "sounds", "talk", "machine"]]) {
  const browser = await launch();
  const page = await browser.newPage();
  const scripts = new Map();
  page.on("response", async (response) => /\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname) && scripts.set(response.url(), await response.body().catch(() => Buffer.alloc(0))));
  for (const name of names) {
    await page.goto(new URL(`/#${name}`, SUITE).href);
    await page.waitForFunction((id) => !document.getElementById(id).inert, name);
    await page.waitForTimeout(1000);
  }
  const sum = (pattern, size) => [...scripts].filter(([url]) => pattern.test(url)).reduce((all, [, body]) => all + size(body), 0);
  for (const [what, pattern] of Object.entries({ scripts: /\.js$/, "all of it": /./ })) {
    console.log(`${names.length} panel(s), ${what}: ${sum(pattern, (body) => body.length)} bytes in ${[...scripts.keys()].filter((url) => pattern.test(url)).length} files, ${sum(pattern, (body) => zlib.gzipSync(body).length)} compressed`);
  }
  await browser.close();
}

const words = Array.from({ length: WORDS }, (_, i) => ({ word: TEXT[i % TEXT.length], start: (i * 3600) / WORDS, end: ((i + 0.9) * 3600) / WORDS }));
const segments = words.filter((_, i) => i % TEXT.length === 0).map(({ start }) => ({ text: ` ${TEXT.join(" ")}`, start, end: start + (TEXT.length * 3600) / WORDS }));
const answer = JSON.stringify({ text: words.map(({ word }) => word).join(" "), language: "english", duration: 3600, words, segments });

for (const hour of process.argv.slice(2)) {
  const browser = await launch();
  const page = await open(browser, "transcribe");
  await page.route("**/v1/audio/transcriptions", async (route) => {
    const streamed = !/verbose_json/.test(route.request().postDataBuffer()?.subarray(-4000).toString("latin1") ?? "");
    await route.fulfill(streamed
      ? { contentType: "text/event-stream", body: `data: ${JSON.stringify({ type: "transcript.text.delta", delta: "All of it." })}\n\ndata: [DONE]\n\n` }
      : { contentType: "application/json", body: answer });
  });
  await page.evaluate(() => {
    window.longest = {};
    window.phase = "decoding and drawing";
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest[window.phase] = Math.max(window.longest[window.phase] ?? 0, duration))))
      .observe({ type: "longtask" });
    let last = performance.now();
    window.gaps = {};
    setInterval(() => {
      const now = performance.now();
      window.gaps[window.phase] = Math.max(window.gaps[window.phase] ?? 0, now - last);
      last = now;
    }, 4);
  });
  const began = Date.now();
  await panel(page).locator("input[type=file]").setInputFiles(hour);
  await page.waitForFunction(() => Number(document.querySelector("#transcribe [role=slider]").ariaValueMax) > 3500, null, { timeout: 120_000 });
  const drawn = (Date.now() - began) / 1000;
  await says(page, ".status", /9,000 words/, 60_000);
  await page.waitForTimeout(1000);
  await page.evaluate(() => (window.phase = "seeking and playing"));
  const slider = panel(page).getByRole("slider", { name: "Place in the sound" });
  for (let i = 0; i < 20; i++) {
    await slider.press(i % 2 ? "PageUp" : "ArrowRight");
    const box = await panel(page).locator(".far").boundingBox();
    await page.mouse.click(box.x + (box.width * ((i * 7) % 20)) / 20, box.y + 5);
  }
  await panel(page).getByRole("button", { name: "Play" }).click();
  await page.waitForTimeout(4000);
  const { longest, gaps } = await page.evaluate(() => ({ longest: window.longest, gaps: window.gaps }));
  console.log(`${path.basename(hour)}, ${(fs.statSync(hour).size / 1e6).toFixed(0)} MB: drawn after ${drawn.toFixed(1)} s; longest task (of 50 ms or more)`, longest, "longest time without a tick, ms", gaps);
  await browser.close();
}
