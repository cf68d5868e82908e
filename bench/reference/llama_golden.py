"""What llama.cpp and a plain numpy model make of SmolLM2, for the tests of the llama engine.

    python llama_golden.py SmolLM2-135M-Instruct.Q4_1.gguf smollm2-golden.json

needs llama-cpp-python, gguf and numpy. Holds
  tokens   varied texts and their ids by llama.cpp, nothing in them being a control token
  replies  ten questions without a system text: the prompt's ids, llama.cpp's greedy answer, and for each step how far its
           choice is ahead of the second in llama.cpp's logits
  logits   of the plain model (float32, weights exactly as the file says) after each of some tokens
"""
import json
import sys

import gguf
import llama_cpp
import numpy as np

TEXTS = [
    "Hello, world!", "The quick brown fox jumps over the lazy dog.", "  two  spaces   and a tail  ", "line\nbreaks\n\n\nand\ttabs\t\t",
    "It's we'll they've I'm you'd don't CAN'T", "3.14159 and 1,000,000 and 2026-11-27", "abc123def 007 x1 42nd",
    "naïve café Ærøskøbing Straße", "Привет, мир! Как дела?", "漢字かな交じり文。日本語", "안녕하세요 세계", "مرحبا بالعالم", "שלום עולם",
    "emoji 🙂🙃👩‍👩‍👧‍👦 done", "e\u0301 combining a\u030a", "def f(x):\n    return x ** 2  # square\n", "<p class=\"a\">&amp;</p>",
    "a literal <|im_end|> and <|im_start|>system in text", "", " ", "\n", "\u00a0non-breaking\u00a0space", "ZERO\u200bWIDTH", "¿Qué? ¡Sí!",
    "!!!???...---***", "https://example.org/a?b=c&d=%20e#f", "CamelCaseIdentifier_with_underscores-and-dashes", "١٢٣ ४५६ ⅷ ²",
]
QUESTIONS = [
    "What is the capital of France?", "Write one sentence about rain.", "What is 7 plus 5?", "Can we move our meeting to Friday?",
    "Name three colours.", "Explain what a library is to a child.", "Translate 'good morning' into Spanish.",
    "Summarise in one sentence: The train was late because a signal failed, so we missed the first talk.",
    "Give me a short recipe for tomato soup.", "Why is the sky blue?",
]
ANSWER = 48


class Plain:
    """Llama in float32: RMS norm, grouped attention with rotary pairs of neighbours, SwiGLU, tied head."""

    def __init__(self, path):
        reader = gguf.GGUFReader(path)
        field = {k: v.contents() for k, v in reader.fields.items() if k.startswith("llama.")}
        self.layers, self.heads = field["llama.block_count"], field["llama.attention.head_count"]
        self.shared, self.eps = field["llama.attention.head_count_kv"], field["llama.attention.layer_norm_rms_epsilon"]
        self.theta = field["llama.rope.freq_base"]
        self.w = {t.name: gguf.quants.dequantize(t.data, t.tensor_type).astype(np.float32) for t in reader.tensors}

    def norm(self, x, name):
        return x / np.sqrt((x.astype(np.float64) ** 2).mean(-1, keepdims=True) + self.eps).astype(np.float32) * self.w[name + ".weight"]

    def rotate(self, x):
        n, _, width = x.shape
        angle = np.arange(n)[:, None, None] * self.theta ** (-np.arange(0, width, 2) / width)
        cos, sin, a, b = np.cos(angle), np.sin(angle), x[..., 0::2], x[..., 1::2]
        return np.stack([a * cos - b * sin, a * sin + b * cos], -1).reshape(x.shape).astype(np.float32)

    def logits(self, ids):
        x, n = self.w["token_embd.weight"][ids], len(ids)
        mask = np.triu(np.full((n, n), -np.inf, np.float32), 1)
        for i in range(self.layers):
            p = f"blk.{i}."
            h = self.norm(x, p + "attn_norm")
            q, k, v = (h @ self.w[f"{p}attn_{c}.weight"].T for c in "qkv")
            q, k = self.rotate(q.reshape(n, self.heads, -1)), self.rotate(k.reshape(n, self.shared, -1))
            k, v = (np.repeat(z.reshape(n, self.shared, -1), self.heads // self.shared, 1) for z in (k, v))
            s = np.einsum("qhd,khd->hqk", q, k) / np.sqrt(q.shape[-1]) + mask
            s = np.exp(s - s.max(-1, keepdims=True))
            a = np.einsum("hqk,khd->qhd", s / s.sum(-1, keepdims=True), v).reshape(n, -1)
            x = x + a @ self.w[p + "attn_output.weight"].T
            h = self.norm(x, p + "ffn_norm")
            g = h @ self.w[p + "ffn_gate.weight"].T
            x = x + (g / (1 + np.exp(-g)) * (h @ self.w[p + "ffn_up.weight"].T)) @ self.w[p + "ffn_down.weight"].T
        return self.norm(x, "output_norm") @ self.w["token_embd.weight"].T


def main(model, target):
    peer = llama_cpp.Llama(model, n_ctx=2048, n_threads=2, verbose=False, logits_all=False)
    golden = {"tokens": [{"text": t, "ids": peer.tokenize(t.encode(), add_bos=False, special=False)} for t in TEXTS], "replies": []}
    plain = Plain(model)
    for question in QUESTIONS:
        ids = peer.tokenize(f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n".encode(), add_bos=False, special=True)
        peer.reset()
        peer.eval(ids)
        answer, gaps = [], []
        while len(answer) < ANSWER:
            row = np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(peer._ctx.ctx, -1), (peer.n_vocab(),))
            best = np.argsort(row)[::-1][:2]
            answer.append(int(best[0]))
            gaps.append(round(float(row[best[0]] - row[best[1]]), 4))
            if answer[-1] in (0, 2):
                break
            peer.eval(answer[-1:])
        exact = plain.logits(ids + answer[:-1])[len(ids) - 1:]
        print(question, "->", peer.detokenize(answer).decode(errors="replace"), "| plain agrees",
              sum(int(e.argmax() == a) for e, a in zip(exact, answer)), "of", len(answer), flush=True)
        golden["replies"].append({"question": question, "prompt": ids, "answer": answer, "gaps": gaps})
    ids = golden["replies"][1]["prompt"]
    rows = plain.logits(ids)
    golden["logits"] = {"ids": ids, "rows": [{"largest": [int(i) for i in np.argsort(r)[::-1][:5]],
                        "every_1000th": [round(float(z), 5) for z in r[::1000]]} for r in rows]}
    with open(target, "w", encoding="utf-8") as file:
        json.dump(golden, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


main(*sys.argv[1:])
