package io.parley.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** What this process keeps in memory, where the system tells. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {
    }

    /** Resident set without what the heap may take of it, in bytes. */
    static long outsideTheHeap() throws IOException {
        return bytes() - Runtime.getRuntime().totalMemory();
    }

    private static long bytes() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "only Linux has " + STATUS);
        return Files.readAllLines(STATUS)
            .stream()
            .filter((line) -> line.startsWith("VmRSS:"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
            .findFirst()
            .orElseThrow();
    }

}
