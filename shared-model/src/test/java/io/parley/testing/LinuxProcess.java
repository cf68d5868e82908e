package io.parley.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * What Linux tells of a process.
 *
 * @param directory of the process below /proc
 */
public record LinuxProcess(Path directory) {

    /** The one with an id. */
    public static LinuxProcess of(long id) {
        return new LinuxProcess(Path.of("/proc", Long.toString(id)));
    }

    /** This one; where there is no Linux, the test that asks is skipped. */
    public static LinuxProcess self() {
        LinuxProcess self = new LinuxProcess(Path.of("/proc/self"));
        Assumptions.assumeTrue(Files.exists(self.directory.resolve("fd")), "counts what Linux shows");
        return self;
    }

    /** How many files and sockets are open. */
    public long handles() throws IOException {
        try (Stream<Path> entries = Files.list(this.directory.resolve("fd"))) {
            return entries.count();
        }
    }

    /** How much of it is in memory, in kB. */
    public long residentKilobytes() throws IOException {
        return Files.readAllLines(this.directory.resolve("status"))
            .stream()
            .filter((line) -> line.startsWith("VmRSS:"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    }

}
