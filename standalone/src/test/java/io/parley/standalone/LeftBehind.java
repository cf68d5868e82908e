package io.parley.standalone;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param threads of the platform
 * @param handles open files and sockets
 * @param heapMegabytes in use after a collection
 */
record LeftBehind(int threads, long handles, long heapMegabytes) {

    static LeftBehind now() throws IOException {
        System.gc();
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            return new LeftBehind(ManagementFactory.getThreadMXBean().getThreadCount(), entries.count(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        }
    }

}
