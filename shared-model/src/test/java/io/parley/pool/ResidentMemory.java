package io.parley.pool;

import java.io.IOException;

import io.parley.testing.LinuxProcess;

/** What this process keeps in memory, where the system tells. */
final class ResidentMemory {

    private ResidentMemory() {
    }

    /** Resident set without what the heap may take of it, in bytes. */
    static long outsideTheHeap() throws IOException {
        return (LinuxProcess.self().residentKilobytes() << 10) - Runtime.getRuntime().totalMemory();
    }

}
