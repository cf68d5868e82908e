import { askForKey, currentKey } from "./key.js";

/** Where the API is: beside this page, wherever a proxy has put it. */
export const base = new URL("v1/", document.baseURI);

/** What the server says went wrong, or that it does not say anything. */
export class ServerError extends Error {

  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }

}

/**
 * Calls the API with the tab's key, if there is one, and asks for one if the server does.
 * @throws {ServerError} for everything but an answer of 2xx
 */
export async function call(path, options = {}) {
  for (;;) {
    const key = currentKey();
    const response = await reach(new URL(path, base), options, key);
    if (response.ok) {
      return response;
    }
    const error = await failure(response);
    // somebody else may have been given a key meanwhile
    if (error.status !== 401 || (currentKey() === key && !(await askForKey(error.message)))) {
      throw error;
    }
  }
}

async function reach(url, options, key) {
  const headers = new Headers(options.headers);
  if (key) {
    headers.set("Authorization", `Bearer ${key}`);
  }
  try {
    return await fetch(url, { ...options, headers });
  } catch {
    options.signal?.throwIfAborted();
    throw new ServerError("The server cannot be reached. Is it still running?");
  }
}

async function failure(response) {
  try {
    return new ServerError((await response.json()).error.message, response.status);
  } catch {
    return new ServerError(`The server answered with status ${response.status}.`, response.status);
  }
}

export async function json(path, options) {
  return (await call(path, options)).json();
}

/** Sends an object as JSON. */
export const post = (path, body, signal) => call(path,
  { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

/** The bytes of an answer as they come; a server that goes away meanwhile is an error. */
export async function* pieces(response, signal) {
  const reader = response.body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      yield piece.value;
    }
  } catch {
    signal?.throwIfAborted();
    throw new ServerError("The server went away in the middle of its answer.");
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The events of an answer in text/event-stream. */
export async function* events(response, signal) {
  const decoder = new TextDecoder();
  let waiting = "";
  for await (const piece of pieces(response, signal)) {
    const lines = (waiting + decoder.decode(piece, { stream: true })).split("\n");
    waiting = lines.pop();
    for (const line of lines) {
      if (line.startsWith("data:")) {
        const data = line.slice(5).trim();
        if (data === "[DONE]") {
          return;
        }
        const event = JSON.parse(data);
        if (event.error) {
          throw new ServerError(event.error.message);
        }
        yield event;
      }
    }
  }
}
