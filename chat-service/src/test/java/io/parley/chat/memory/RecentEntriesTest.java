package io.parley.chat.memory;

import java.time.Duration;

import io.parley.chat.config.ChatProperties;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is kept, and what is forgotten. */
class RecentEntriesTest {

    @Test
    void theOldestGoesWhenThereAreTooMany() {
        RecentEntries<Integer, String> entries = entries(Duration.ofHours(1), 3, 1_000_000);
        for (int i = 0; i < 5; i++) {
            entries.put(i, "number " + i, 10);
            entries.find(0);
        }
        assertThat(entries.find(1)).isNull();
        assertThat(entries.find(2)).isEqualTo("number 2");
        assertThat(entries.find(4)).isEqualTo("number 4");
    }

    @Test
    void theOldestGoesWhenThereIsTooMuch() {
        RecentEntries<Integer, String> entries = entries(Duration.ofHours(1), 100, 10_000);
        for (int i = 0; i < 5; i++) {
            entries.put(7, "again", 4_000);
        }
        entries.put(8, "more", 4_000);
        assertThat(entries.find(7)).isEqualTo("again");
        entries.put(9, "too much", 4_000);
        assertThat(entries.find(7)).isNull();
        assertThat(entries.find(8)).isEqualTo("more");
        entries.put(10, "alone too much", 20_000);
        assertThat(entries.find(9)).isNull();
        assertThat(entries.find(10)).isNull();
    }

    @Test
    void timePasses() throws InterruptedException {
        RecentEntries<Integer, String> entries = entries(Duration.ofMillis(50), 100, 10_000);
        entries.put(1, "early", 10);
        assertThat(entries.find(1)).isEqualTo("early");
        Thread.sleep(100);
        assertThat(entries.find(1)).isNull();
        await().untilAsserted(() -> assertThat(entries.size()).isZero());
    }

    private static RecentEntries<Integer, String> entries(Duration keep, int most, long bytes) {
        return new RecentEntries<>(new ChatProperties.Answers(keep, most, DataSize.ofBytes(bytes), null, keep));
    }

}
