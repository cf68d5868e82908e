package io.parley.text.phonemes;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;

import io.parley.text.Accent;

/**
 * How an unknown word probably sounds: the best sequence of graphones for its letters,
 * found by a beam search from the word's end. Trained by bench/letter-to-sound/train.py,
 * which describes the model and its file.
 */
final class LetterToSound {

    private static final int BEAM = 12;

    private static final int START = 0;

    private static final int END = 1;

    private final NGramModel model;

    private final List<Graphone> graphones;

    private final Map<Character, List<Integer>> byLetter = new HashMap<>();

    private LetterToSound(NGramModel model, List<Graphone> graphones) {
        this.model = model;
        this.graphones = graphones;
        for (int i = END + 1; i < graphones.size(); i++) {
            this.byLetter.computeIfAbsent(graphones.get(i).letter(), (letter) -> new ArrayList<>()).add(i);
        }
    }

    /**
     * The model of an accent.
     * @throws PhonemesException if it cannot be read
     */
    static LetterToSound of(Accent accent) {
        String name = (accent == Accent.BRITISH) ? "en-gb.lts" : "en-us.lts";
        try (InputStream file = Objects.requireNonNull(LetterToSound.class.getResourceAsStream(name));
                InflaterInputStream inflated = new InflaterInputStream(file)) {
            return read(new DataInputStream(new ByteArrayInputStream(inflated.readAllBytes())));
        }
        catch (IOException ex) {
            throw new PhonemesException("The letter-to-sound model " + name + " cannot be read.", ex);
        }
    }

    private static LetterToSound read(DataInputStream in) throws IOException {
        int order = in.readUnsignedShort();
        int count = in.readUnsignedShort();
        List<Graphone> graphones = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String text = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
            graphones.add(text.isEmpty() ? new Graphone('\0', "")
                    : new Graphone(text.charAt(0), text.substring(1).replace('ɾ', 'T').replace('ʔ', 't')));
        }
        long[] keys = new long[in.readInt()];
        long key = 0;
        for (int i = 0; i < keys.length; i++) {
            key += varint(in);
            keys[i] = key;
        }
        byte[] probabilities = in.readNBytes(keys.length);
        return new LetterToSound(new NGramModel(order, keys, probabilities, in.readNBytes(keys.length)), graphones);
    }

    private static long varint(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            int part = in.readUnsignedByte();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
    }

    /**
     * The most likely phonemes.
     * @param word small letters a to z and apostrophes
     * @return null if a letter is none of these
     */
    @Nullable String pronounce(String word) {
        long start = 0;
        for (int i = 1; i < this.model.order(); i++) {
            start = this.model.next(start, START);
        }
        List<Path> paths = List.of(new Path(0, start, null, START));
        for (int i = word.length() - 1; i >= 0; i--) {
            List<Integer> candidates = this.byLetter.get(word.charAt(i));
            if (candidates == null) {
                return null;
            }
            paths = extend(paths, candidates);
        }
        return paths.stream()
            .min(Comparator.comparingDouble((path) -> path.cost() + this.model.cost(path.history(), END)))
            .map(this::phonemes)
            .orElse(null);
    }

    private List<Path> extend(List<Path> paths, List<Integer> candidates) {
        Map<Long, Path> best = new HashMap<>();
        for (Path path : paths) {
            for (int candidate : candidates) {
                float cost = path.cost() + this.model.cost(path.history(), candidate);
                long history = this.model.next(path.history(), candidate);
                Path other = best.get(history);
                if (other == null || cost < other.cost()) {
                    best.put(history, new Path(cost, history, path, candidate));
                }
            }
        }
        return best.values().stream().sorted(Comparator.comparingDouble(Path::cost)).limit(BEAM).toList();
    }

    private String phonemes(Path last) {
        StringBuilder phonemes = new StringBuilder();
        for (Path path = last; path != null; path = path.before()) {
            phonemes.append(this.graphones.get(path.graphone()).sounds());
        }
        return phonemes.toString();
    }

    private record Graphone(char letter, String sounds) {
    }

    private record Path(float cost, long history, @Nullable Path before, int graphone) {
    }

}
