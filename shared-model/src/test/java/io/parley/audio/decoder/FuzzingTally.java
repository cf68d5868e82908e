package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of broken files, by their kind; those that failed are kept. Thread-safe.
 */
final class FuzzingTally {

    private final Map<String, Count> counts = new TreeMap<>();

    private final List<String> failures = new ArrayList<>();

    private final Path kept;

    /**
     * An empty one.
     * @param kept takes the inputs that fail; made at need
     */
    FuzzingTally(Path kept) {
        this.kept = kept;
    }

    /** How many of a kind, those of them with sound, and the longest time. */
    private record Count(long inputs, long sound, Duration slowest) {

        Count plus(Count other) {
            return new Count(this.inputs + other.inputs, this.sound + other.sound,
                    (this.slowest.compareTo(other.slowest) > 0) ? this.slowest : other.slowest);
        }

    }

    synchronized void count(String kind, boolean sound, Duration took) {
        this.counts.merge(kind, new Count(1, sound ? 1 : 0, took), Count::plus);
    }

    synchronized void keep(String kind, long number, byte[] file, String failure) {
        this.failures.add("input %d (%s): %s".formatted(number, kind, failure));
        try {
            Files.createDirectories(this.kept);
            Files.write(this.kept.resolve(Long.toString(number)), file);
        }
        catch (IOException ex) {
            this.failures.add(ex.toString());
        }
    }

    synchronized long inputs() {
        return this.counts.values().stream().mapToLong(Count::inputs).sum();
    }

    synchronized List<String> failures() {
        return List.copyOf(this.failures);
    }

    synchronized String report() {
        StringBuilder report = new StringBuilder(
                "%-20s %8s %8s %8s %8s%n".formatted("fuzzed", "inputs", "sound", "refused", "slowest"));
        this.counts.forEach((kind, count) -> append(report, kind, count));
        this.counts.values().stream().reduce(Count::plus).ifPresent((all) -> append(report, "all", all));
        return report.append(this.failures.size()).append(" failures").toString();
    }

    private static void append(StringBuilder report, String kind, Count count) {
        report.append("%-20s %8d %8d %8d %5d ms%n".formatted(kind, count.inputs(), count.sound(),
                count.inputs() - count.sound(), count.slowest().toMillis()));
    }

}
