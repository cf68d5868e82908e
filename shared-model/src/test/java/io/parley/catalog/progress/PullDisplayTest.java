package io.parley.catalog.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import io.parley.catalog.PullProgress;
import org.junit.jupiter.api.Test;

class PullDisplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private final PrintStream out = new PrintStream(this.bytes, true, StandardCharsets.UTF_8);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aLogGetsALineForEveryTenthOfWhatIsLargeAndOneEveryFiveSeconds() {
        try (ProgressLines lines = new ProgressLines(this.out, this.nanos::get)) {
            for (int percent = 0; percent <= 30; percent++) {
                lines.progress(step("model.bin", percent * 1_000_000L));
            }
            this.nanos.addAndGet(6_000_000_000L);
            lines.progress(step("model.bin", 31_000_000));
            lines.message("The download was cut.");
            lines.progress(step("model.bin", 100_000_000));
            lines.progress(new PullProgress("whisper-base", "config.json", 1000, 2000));
            lines.progress(new PullProgress("whisper-base", "config.json", 2000, 2000));
        }

        assertThat(written()).isEqualToNormalizingNewlines("""
                whisper-base: model.bin 10 % of 100.0 MB
                whisper-base: model.bin 20 % of 100.0 MB
                whisper-base: model.bin 30 % of 100.0 MB
                whisper-base: model.bin 31 % of 100.0 MB
                The download was cut.
                whisper-base: model.bin 100 % of 100.0 MB
                whisper-base: config.json 100 % of 2.0 kB
                """);
    }

    @Test
    void aTerminalGetsOneLineForEachFileRedrawnInPlaceAndNeverWrapped() {
        try (ProgressBar bar = new ProgressBar(this.out, 60, this.nanos::get)) {
            for (int step = 0; step <= 1000; step++) {
                this.nanos.addAndGet(5_000_000);
                bar.progress(step("model.bin", step * 100_000L));
            }
            bar.progress(step("a-package-with-a-rather-long-name-that-hardly-fits 1.0.0", 50_000_000));
        }

        String[] lines = written().split("\n");
        assertThat(lines).hasSize(2);
        String[] drawings = lines[0].split("\r");
        assertThat(drawings).hasSizeBetween(40, 60);
        assertThat(drawings[drawings.length - 1]).contains("model.bin", "[####", "100 %", "100.0 MB of 100.0 MB",
                "MB/s");
        assertThat(Arrays.stream(written().split("[\r\n]+")).map((line) -> line.replace("\u001b[K", "")))
            .allSatisfy((line) -> assertThat(line).hasSizeLessThan(60));
    }

    @Test
    void aMessageTakesTheBarsPlaceAndTheBarComesBack() {
        try (ProgressBar bar = new ProgressBar(this.out, 80, this.nanos::get)) {
            bar.progress(step("model.bin", 1_000_000));
            bar.message("The download was cut.");
            bar.progress(step("model.bin", 2_000_000));
        }

        assertThat(written().split("\n")[0]).endsWith("\r\u001b[KThe download was cut.");
        assertThat(written().split("\n")[1]).contains("model.bin", "2.0 MB of 100.0 MB");
    }

    private static PullProgress step(String item, long bytes) {
        return new PullProgress("whisper-base", item, bytes, 100_000_000);
    }

    private String written() {
        return this.bytes.toString(StandardCharsets.UTF_8);
    }

}
