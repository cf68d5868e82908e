import { currentKey } from "./key.js";
import { base } from "./server.js";

/** A text for a POSIX shell, quoted where it has to be. */
export const shell = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A text in the source of Python or JavaScript: JSON's strings are strings in both. */
export const quoted = (text) => JSON.stringify(text);

export const url = (path) => new URL(path, base).href;

/** Lines of a command, each but the last continued. */
export const command = (...lines) => lines.filter(Boolean).join(" \\\n  ");

/** How a command shows the key, where one is needed; the key itself stays out. */
export const bearer = () => (currentKey() ? '-H "Authorization: Bearer $PARLEY_API_KEY"' : "");

const address = () => base.href.replace(/\/$/, "");

export const pythonClient = (...imports) => `import os
${imports.map((line) => `${line}\n`).join("")}from openai import OpenAI

client = OpenAI(base_url=${quoted(address())}, api_key=os.environ.get("PARLEY_API_KEY", "none"))
`;

export const javascriptClient = (...imports) => `${imports.map((line) => `${line}\n`).join("")}import OpenAI from "openai";

const client = new OpenAI({ baseURL: ${quoted(address())}, apiKey: process.env.PARLEY_API_KEY ?? "none" });
`;

/** What is needed to run the programs. */
export const NEEDS = "Python: pip install openai. JavaScript: npm install openai, in a file that ends in .mjs.";
