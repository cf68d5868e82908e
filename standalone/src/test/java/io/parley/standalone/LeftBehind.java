package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;

import io.parley.testing.LinuxProcess;

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
        return new LeftBehind(ManagementFactory.getThreadMXBean().getThreadCount(), LinuxProcess.self().handles(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }

    /** That it is what one request or another may still hold, and not some of each. */
    void assertLittleMoreThan(LeftBehind before) {
        assertThat(this.threads).isLessThan(before.threads + 20);
        assertThat(this.handles).isLessThan(before.handles + 50);
        assertThat(this.heapMegabytes).isLessThan(before.heapMegabytes + 64);
    }

}
