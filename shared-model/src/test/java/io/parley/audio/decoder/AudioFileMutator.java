package io.parley.audio.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.parley.audio.encoder.OggSeals;

/**
 * Makes broken files of whole ones, the same of the same random numbers: bits, sizes at
 * their edges, parts that are missing, repeated or another file's.
 */
final class AudioFileMutator {

    private static final long[] EDGES = { 0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000,
            0xFF_FFFF, 0x7FFF_FFFF, 0x8000_0000L, 0xFFFF_FFF0L, 0xFFFF_FFFFL, 0x1_0000_0000L, Long.MAX_VALUE,
            Long.MIN_VALUE, -1 };

    private static final int MAX_LOG2_CHANGES = 3;

    private static final int MOST_REPEATS = 40;

    private static final int LONGEST = 1 << 20;

    /** Sizes stand before a name (mp4) or some bytes behind it. */
    private static final int BEFORE = 8;

    private static final int BEHIND = 32;

    private final List<byte[]> files;

    AudioFileMutator(List<byte[]> files) {
        this.files = List.copyOf(files);
    }

    byte[] mutated(int index, RandomGenerator random) {
        byte[] file = this.files.get(index).clone();
        int changes = 1 << random.nextInt(MAX_LOG2_CHANGES + 1);
        for (int i = 0; i < changes && file.length > 0; i++) {
            file = changed(file, random);
        }
        if (random.nextInt(4) > 0) {
            OggSeals.seal(file);
        }
        return file;
    }

    private byte[] changed(byte[] file, RandomGenerator random) {
        int at = place(file, random);
        switch (random.nextInt(10)) {
            case 0 -> file[at] = (byte) random.nextInt();
            case 1 -> file[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 2, 3, 4 -> putNumber(file, at, random);
            case 5 -> {
                return Arrays.copyOf(file, random.nextInt(file.length));
            }
            case 6 -> {
                return without(file, at, partEnd(file, at, random));
            }
            case 7 -> {
                return repeated(file, at, partEnd(file, at, random), random.nextInt(MOST_REPEATS));
            }
            case 8 -> {
                // goes on as another file, from anywhere in it
                byte[] other = other(random);
                return joined(file, at, other, place(other, random));
            }
            default -> {
                byte[] other = other(random);
                int from = place(other, random);
                int length = partEnd(other, from, random) - from;
                System.arraycopy(other, from, file, at, Math.min(length, file.length - at));
            }
        }
        return file;
    }

    private byte[] other(RandomGenerator random) {
        return this.files.get(random.nextInt(this.files.size()));
    }

    /** Most of what a parser decides stands at the front or by a mark. */
    private static int place(byte[] file, RandomGenerator random) {
        int[] marks = AudioFileMarks.of(file);
        int at = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(file.length);
            case 1 -> random.nextInt(Math.min(file.length, 512));
            default ->
                (marks.length > 0) ? marks[random.nextInt(marks.length)] - BEFORE + random.nextInt(BEFORE + BEHIND) : 0;
        };
        return Math.clamp(at, 0, file.length - 1);
    }

    /** The next mark, or some bytes on. */
    private static int partEnd(byte[] file, int at, RandomGenerator random) {
        int some = Math.min(file.length, at + 1 + random.nextInt(512));
        return random.nextBoolean() ? some
                : Arrays.stream(AudioFileMarks.of(file)).filter((mark) -> mark > at).findFirst().orElse(some);
    }

    /** Sizes and counts at the edges of what they can be, in either order of bytes. */
    private static void putNumber(byte[] file, int at, RandomGenerator random) {
        long number = switch (random.nextInt(4)) {
            case 0 -> file.length + random.nextInt(-BEFORE, BEFORE);
            case 1 -> file[at] + random.nextInt(-2, 3);
            default -> EDGES[random.nextInt(EDGES.length)];
        };
        int width = 1 << random.nextInt(4);
        boolean bigEndian = random.nextBoolean();
        for (int i = 0; i < width && at + i < file.length; i++) {
            file[at + i] = (byte) (number >>> Byte.SIZE * (bigEndian ? width - 1 - i : i));
        }
    }

    private static byte[] without(byte[] file, int start, int end) {
        return joined(file, start, file, end);
    }

    private static byte[] repeated(byte[] file, int start, int end, int times) {
        byte[] longer = file;
        for (int i = 0; i < times && longer.length < LONGEST; i++) {
            longer = joined(longer, end, longer, start);
        }
        return longer;
    }

    private static byte[] joined(byte[] head, int headEnd, byte[] tail, int tailStart) {
        byte[] joined = Arrays.copyOf(head, headEnd + tail.length - tailStart);
        System.arraycopy(tail, tailStart, joined, headEnd, tail.length - tailStart);
        return joined;
    }

}
