package io.parley.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What this process holds of the machine's memory, models outside of the heap included.
 */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private ProcessMemory() {
    }

    /** Bytes; null where the system is not Linux. */
    static @Nullable Long residentBytes() {
        try {
            return RESIDENT.matcher(Files.readString(STATUS))
                .results()
                .map((MatchResult found) -> 1024 * Long.parseLong(found.group(1)))
                .findFirst()
                .orElse(null);
        }
        catch (IOException _) {
            return null;
        }
    }

}
