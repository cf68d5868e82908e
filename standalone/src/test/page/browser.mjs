// A real Chromium, and what every page has to be in it: without errors in the console, without a
// request to anybody else, and without a violation that axe finds.

import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** Where the suite with its real models listens. */
export const SUITE = process.env.PARLEY_SUITE;

/** The folder with real recordings. */
export const AUDIO = process.env.PARLEY_AUDIO;

export const JFK = `${AUDIO}/formats/jfk_16k_s16.wav`;

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Starts Chromium.
 * @param {string} microphone a wave file that its microphone hears, once; without one it has no microphone
 */
export function launch(microphone) {
  const hears = microphone
    ? ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${microphone}%noloop`] : [];
  return chromium.launch({
    executablePath: process.env.PARLEY_CHROMIUM,
    args: ["--no-sandbox", "--use-fake-ui-for-media-stream", ...hears],
  });
}

/**
 * A tab of its own, whose quiet() fails if its console or its requests were not as they have to be.
 * @param {RegExp} expected what the console may say all the same: that an answer was an error
 */
export async function watched(browser, server, expected = /^$/, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  context.on("request", (request) => said.push(...(elsewhere(request.url(), server) ? [`asked ${request.url()}`] : [])));
  page.quiet = () => assert.deepEqual(said.filter((line) => !expected.test(line)), []);
  return page;
}

/** Opens a panel in a tab of its own, whose clean() fails if it is not as every page has to be. */
export async function open(browser, panel, { server = SUITE, expected, ...options } = {}) {
  const page = await watched(browser, server, expected, options);
  page.clean = async () => {
    page.quiet();
    const { violations } = await page.evaluate(`${axe}; axe.run()`);
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
  };
  await page.goto(new URL(`/#${panel}`, server).href);
  await page.waitForFunction((id) => !document.getElementById(id).inert, panel);
  return page;
}

/** A way to the suite that can be cut. */
export async function severable() {
  const { port, hostname } = new URL(SUITE);
  const sockets = new Set();
  const way = net.createServer((socket) => {
    const on = net.connect(Number(port), hostname);
    [socket, on].forEach((end) => sockets.add(end.on("error", () => {})));
    socket.pipe(on).pipe(socket);
  });
  await new Promise((resolve) => way.listen(0, "127.0.0.1", resolve));
  return {
    server: `http://127.0.0.1:${way.address().port}`,
    cut() {
      way.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

const elsewhere = (url, server) => !url.startsWith("data:") && !url.startsWith("blob:") && new URL(url).host !== new URL(server).host;

/** Waits for the text of the panel that is shown, and says what it was instead. */
export async function says(page, selector, pattern, timeout = 120_000) {
  const place = page.locator(`main > section:not([hidden]) ${selector}`).first();
  const deadline = Date.now() + timeout;
  for (;;) {
    const text = await place.textContent();
    if (pattern.test(text)) {
      return text;
    }
    if (Date.now() > deadline) {
      const others = await page.locator("main > section:not([hidden]) :is(.status, .error)").allTextContents();
      assert.fail(`${selector} says "${text}", not ${pattern}; ${others.join(" / ")}`);
    }
    await page.waitForTimeout(50);
  }
}

/** The panel that is shown. */
export const panel = (page) => page.locator("main > section:not([hidden])");

export const wordsOf = (text) => text.toLowerCase().match(/[a-z']+/g) ?? [];

/** What a button saves. */
export async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), panel(page).getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

/** How many points of a canvas are painted: 0 of one that is empty. */
export const painted = (canvas) => canvas.evaluate((element) => {
  const { data } = element.getContext("2d").getImageData(0, 0, element.width, element.height);
  return data.filter((value, i) => i % 4 === 3 && value > 0).length;
});
