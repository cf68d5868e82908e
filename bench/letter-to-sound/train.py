"""Trains the letter-to-sound models of io.parley.text.phonemes from the pronouncing dictionaries.

    python train.py --gold us_gold.json --silver us_silver.json --out en-us.lts [--held-out 20]

A joint n-gram model over graphones, read from the end of the word, since English stress is counted from there: a graphone is one letter with the zero to three sounds that it stands for, a sound being a
consonant or a vowel with its stress and length. Letters and sounds are aligned by expectation maximisation; the n-grams are
smoothed by interpolated Kneser-Ney discounting and pruned by relative entropy (Stolcke 1998) until the model is small.

With --held-out N, one family of words in N (words that share their first five letters) stays out of the training and the share
of its words that come out right, stress included, is printed. The file that is written is always trained on everything.
"""
import argparse
import collections
import heapq
import json
import math
import random
import re
import struct
import zlib

STRESS = "ˈˌ"
VOWELS = set("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵊᵻeo")
ORDER = 6
BITS = 10
START = 0
END = 1


def sounds(phonemes):
    """Splits a pronunciation into sounds: a stress mark belongs to the vowel after it, a length mark to the one before it."""
    units, prefix = [], ""
    for c in phonemes:
        if c in STRESS:
            prefix += c
        elif c in "ː̃" and units:
            units[-1] += c
        else:
            units.append(prefix + c)
            prefix = ""
    return None if prefix else tuple(units)


def words(gold, silver):
    entries = {}
    for path in (silver, gold):
        for word, value in json.load(open(path, encoding="utf-8")).items():
            phonemes = value if isinstance(value, str) else value["DEFAULT"]
            if not re.fullmatch(r"[A-Za-z][a-z']*[a-z]", word) or not phonemes:
                continue
            units = sounds(phonemes)
            # every real word has a stressed vowel, spelled-out letters have several
            if units and len(units) <= 2 * len(word) and any("ˈ" in u for u in units):
                entries[word.lower()] = units
    return entries


def chunks(units, j):
    for n in range(0, 4):
        if j + n <= len(units):
            yield n


class Aligner:
    def __init__(self):
        self.cost = {}
        self.letters = collections.Counter()

    def prior(self, letter, out):
        vowel = letter in "aeiouy"
        if not out:
            return 0.15
        match = sum((u.lstrip(STRESS)[0] in VOWELS) == vowel for u in out) / len(out)
        return (0.02 + match) * (0.2, 1, 0.05, 0.002)[len(out)] / 20

    def p(self, letter, out):
        if not self.cost:
            return self.prior(letter, out)
        return self.cost.get((letter, out), 1e-7 * (1, 1, 0.1, 0.01)[len(out)])

    def learn(self, entries):
        counts = collections.Counter()
        for word, units in entries:
            n, m = len(word), len(units)
            forward = [[0.0] * (m + 1) for _ in range(n + 1)]
            forward[0][0] = 1.0
            arcs = []
            for i, letter in enumerate(word):
                for j in range(m + 1):
                    f = forward[i][j]
                    if f:
                        for k in chunks(units, j):
                            q = self.p(letter, units[j:j + k])
                            forward[i + 1][j + k] += f * q
                            arcs.append((i, j, k, q))
            total = forward[n][m]
            if total <= 0:
                continue
            backward = [[0.0] * (m + 1) for _ in range(n + 1)]
            backward[n][m] = 1.0
            for i, j, k, q in reversed(arcs):
                b = backward[i + 1][j + k]
                if b:
                    backward[i][j] += q * b
                    counts[word[i], units[j:j + k]] += forward[i][j] * q * b / total
        letters = collections.Counter()
        for (letter, _), c in counts.items():
            letters[letter] += c
        self.cost = {key: c / letters[key[0]] for key, c in counts.items() if c > 0.5}

    def align(self, word, units):
        n, m = len(word), len(units)
        best = [{0: (0.0, None)}]
        for i, letter in enumerate(word):
            row = {}
            for j, (score, _) in best[i].items():
                for k in chunks(units, j):
                    s = score + math.log(self.p(letter, units[j:j + k]))
                    if j + k not in row or s > row[j + k][0]:
                        row[j + k] = (s, j)
            best.append(row)
        if m not in best[n]:
            return None
        path, j = [], m
        for i in range(n, 0, -1):
            k = best[i][j][1]
            path.append((word[i - 1], units[k:j]))
            j = k
        return path[::-1]


class NGrams:
    """Interpolated Kneser-Ney, stored as a back-off model. Symbols 0 and 1 are the start and the end of a word."""

    def __init__(self, sequences, order, size):
        counts = [collections.Counter() for _ in range(order + 1)]
        for s in sequences:
            s = (START,) * (order - 1) + s + (END,)
            for i in range(order - 1, len(s)):
                counts[order][s[i - order + 1:i + 1]] += 1
        for n in range(order - 1, 0, -1):
            for gram in counts[n + 1]:
                counts[n][gram[1:]] += 1
        self.order = order
        self.p = [dict() for _ in range(order + 1)]
        symbols = len(counts[1])
        self.uniform = 1.0 / symbols
        for n in range(1, order + 1):
            c = counts[n]
            ones = sum(v == 1 for v in c.values())
            twos = sum(v == 2 for v in c.values())
            d = min(0.95, ones / (ones + 2 * twos + 1e-9))
            total, kinds = collections.Counter(), collections.Counter()
            for gram, v in c.items():
                total[gram[:-1]] += v
                kinds[gram[:-1]] += 1
            for gram, v in c.items():
                h = gram[:-1]
                lower = self.p[n - 1][gram[1:]] if n > 1 else self.uniform
                self.p[n][gram] = (v - d) / total[h] + d * kinds[h] / total[h] * lower
        self.mass = [collections.Counter() for _ in range(order + 1)]
        sequences_total = sum(counts[1].values())
        for n in range(2, order + 1):
            for gram, v in counts[n].items():
                self.mass[n][gram] = v
        self.prune(size)

    def back_offs(self, n):
        """Weights of the contexts of order n - 1 that have n-grams of order n."""
        high, low = collections.defaultdict(float), collections.defaultdict(float)
        for gram, p in self.p[n].items():
            high[gram[:-1]] += p
            low[gram[:-1]] += self.p[n - 1][gram[1:]]
        return {h: max(1e-4, 1 - high[h]) / max(1e-4, 1 - low[h]) for h in high}

    def prune(self, size):
        """Drops the n-grams whose loss costs the model least, longest first, until about `size` are left."""
        gains = []
        bow = [None] * (self.order + 1)
        for n in range(2, self.order + 1):
            bow[n] = self.back_offs(n)
        for n in range(self.order, 1, -1):
            for gram, p in self.p[n].items():
                fallback = bow[n][gram[:-1]] * self.p[n - 1][gram[1:]]
                gains.append((self.mass[n][gram] * (math.log(p) - math.log(fallback)), n, gram))
        gains.sort(reverse=True)
        kept = [set() for _ in range(self.order + 1)]
        count = 0
        for gain, n, gram in gains:
            if count >= size or gain <= 0:
                break
            # a gram needs its context and its own tail
            need = [(n, gram)]
            while need:
                k, g = need.pop()
                if k >= 2 and g not in kept[k] and g in self.p[k]:
                    kept[k].add(g)
                    count += 1
                    need += [(k - 1, g[:-1]), (k - 1, g[1:])]
        for n in range(2, self.order + 1):
            self.p[n] = {g: p for g, p in self.p[n].items() if g in kept[n]}
        self.bow = [dict() for _ in range(self.order + 1)]
        for n in range(2, self.order + 1):
            self.bow[n - 1] = self.back_offs(n)

    def cost(self, h, symbol):
        total = 0.0
        while True:
            p = self.p[len(h) + 1].get(h + (symbol,))
            if p is not None:
                return total - math.log(p)
            if not h:
                return total - math.log(self.uniform)
            total -= math.log(self.bow[len(h)].get(h, 1.0))
            h = h[1:]


def decode(word, model, by_letter, beam=12):
    states = [(0.0, (START,) * (model.order - 1), ())]
    for letter in reversed(word):
        best = {}
        for score, h, out in states:
            for s in by_letter.get(letter, ()):
                c = score + model.cost(h, s)
                key = h[1:] + (s,)
                if key not in best or c < best[key][0]:
                    best[key] = (c, key, out + (s,))
        states = heapq.nsmallest(beam, best.values(), key=lambda t: t[0])
        if not states:
            return None
    return min(((score + model.cost(h, END), out) for score, h, out in states), default=(0, None))[1]


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def varint(n):
    out = bytearray()
    while n >= 128:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def quantise(logarithm):
    """Natural logarithm to one byte in steps of 1/16, from -12 to +3.9."""
    return max(0, min(255, round((logarithm + 12) * 16)))


def write(path, graphones, model):
    """Big endian: the graphones as text, then the n-grams by rising key (its symbols + 1 in 10 bits each, the oldest highest): the key's difference as a varint, then a byte each of the logarithms of probability and back-off weight; the whole is deflated."""
    table = {}
    for n in range(1, model.order + 1):
        for gram, p in model.p[n].items():
            key = 0
            for s in gram:
                key = key << BITS | s + 1
            table[key] = (quantise(math.log(p)), quantise(math.log(model.bow[n].get(gram, 1.0)) if n < model.order else 0))
    # contexts of word starts are never predicted, but carry back-off weights
    for n in range(1, model.order):
        for gram, w in model.bow[n].items():
            key = 0
            for s in gram:
                key = key << BITS | s + 1
            table.setdefault(key, (0, quantise(math.log(w))))
    body = bytearray(struct.pack(">HH", model.order, len(graphones)))
    for letter, units in graphones:
        text = (letter + "".join(units)).encode("utf-8")
        body += struct.pack(">B", len(text)) + text
    body += struct.pack(">I", len(table))
    keys = sorted(table)
    last = 0
    deltas, probabilities, weights = bytearray(), bytearray(), bytearray()
    for key in keys:
        deltas += varint(key - last)
        last = key
        probabilities.append(table[key][0])
        weights.append(table[key][1])
    body += deltas + probabilities + weights
    data = zlib.compress(bytes(body), 9)
    open(path, "wb").write(data)
    print(f"{path}: {len(keys)} n-grams, {len(graphones)} graphones, {len(data)} bytes ({len(body)} unpacked)")


def train(aligned, size):
    counts = collections.Counter(g for path in aligned for g in path)
    graphones = [("", ("",)), ("", ("",))] + [g for g, c in counts.most_common((1 << BITS) - 4) if c >= 4]
    ids = {g: i for i, g in enumerate(graphones) if i > 1}
    sequences = [tuple(ids[g] for g in reversed(path)) for path in aligned if all(g in ids for g in path)]
    by_letter = collections.defaultdict(list)
    for g, i in ids.items():
        by_letter[g[0]].append(i)
    return graphones, NGrams(sequences, ORDER, size), by_letter


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--gold", required=True)
    a.add_argument("--silver", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--size", type=int, default=200_000, help="n-grams to keep")
    a.add_argument("--held-out", type=int, default=0)
    a = a.parse_args()
    entries = words(a.gold, a.silver)
    aligner = Aligner()
    sample = random.Random(1).sample(sorted(entries.items()), 12_000)
    for _ in range(6):
        aligner.learn(sample)
    aligned = {w: path for w, units in entries.items() if (path := aligner.align(w, units))}
    print(len(entries), "words,", len(aligned), "aligned")
    if a.held_out:
        held = lambda w: zlib.crc32(w[:5].encode()) % a.held_out == 0
        graphones, model, by_letter = train([p for w, p in aligned.items() if not held(w)], a.size)
        tests = [w for w in aligned if held(w)]
        tests = random.Random(2).sample(tests, min(1000, len(tests)))
        right = plain = phones = errors = 0
        for w in tests:
            out = decode(w, model, by_letter)
            said = [u for s in reversed(out or ()) for u in graphones[s][1]]
            want = list(entries[w])
            errors += distance(said, want)
            phones += len(want)
            said, want = "".join(said), "".join(want)
            right += said == want
            strip = lambda t: t.replace("ˈ", "").replace("ˌ", "")
            plain += strip(said) == strip(want)
        print(f"held out: {len(tests)} words, {right / len(tests):.1%} right, {plain / len(tests):.1%} but for stress, "
              f"{errors / phones:.1%} of sounds wrong")
    graphones, model, _ = train(list(aligned.values()), a.size)
    write(a.out, graphones, model)


main()
