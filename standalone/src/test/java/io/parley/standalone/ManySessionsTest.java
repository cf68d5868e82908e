package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sessions beside each other and one after the other. */
class ManySessionsTest {

    private static final long MEBI = 1024 * 1024;

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    @Test
    void tenAtOnceAreAllAnswered() throws Exception {
        List<Future<JsonNode>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                answers.add(callers.submit(ManySessionsTest::turn));
            }
            for (Future<JsonNode> answer : answers) {
                assertThat(answer.get().at("/response/status").stringValue()).isEqualTo("completed");
            }
        }
    }

    private static JsonNode turn() throws InterruptedException {
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "")) {
            client.sound(0.8, 1_000);
            client.sound(0, 1_000);
            return client.upTo("response.done").getLast();
        }
    }

    @Test
    void thoseThatAreOverLeaveNothingBehind() throws Exception {
        open(20);
        Taken before = Taken.now();
        open(100);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Taken after = Taken.now();
            assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 5);
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 5);
            // the sound alone that they heard takes 32 MiB
            assertThat(after.heap()).as("bytes").isLessThanOrEqualTo(before.heap() + 8 * MEBI);
        });
    }

    /** Some are left within a turn, some within an answer. */
    private static void open(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            try (RealtimeClient client = new RealtimeClient(suite.uri(), "")) {
                client.next("session.created");
                client.sound(0.8, 5_000);
                if (i % 2 == 0) {
                    client.send("{\"type\": \"input_audio_buffer.commit\"}");
                    client.send("{\"type\": \"response.create\"}");
                    client.upTo("response.created");
                }
            }
        }
    }

    /** What the process has taken. */
    private record Taken(long files, int threads, long heap) {

        static Taken now() {
            System.gc();
            UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Taken(system.getOpenFileDescriptorCount(), ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

    }

}
