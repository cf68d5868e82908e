package io.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What other processes did while something was measured: two threads that meet at every
 * operator are slowed down several times by a neighbour on one core. Linux only.
 */
public final class OtherWork {

    /** Of a second, in which the kernel counts. */
    private static final double TICK = 0.01;

    private final long start = System.nanoTime();

    private final long others = others();

    /** How many cores they used on average since this was made. */
    public double cores() {
        return (others() - this.others) * TICK / ((System.nanoTime() - this.start) / 1e9);
    }

    @Override
    public String toString() {
        return "others used %.2f cores".formatted(cores());
    }

    private static long others() {
        try {
            long[] all = numbers(Files.readAllLines(Path.of("/proc/stat")).getFirst().replaceFirst("cpu +", ""));
            // what follows the name, which may have spaces
            long[] own = numbers(Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) . ", "").strip());
            return all[0] + all[1] + all[2] + all[5] + all[6] - own[10] - own[11];
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split(" "))
            .mapToLong((number) -> number.startsWith("-") ? 0 : Long.parseUnsignedLong(number))
            .toArray();
    }

}
