package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.testing.LinuxProcess;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files, good and broken, leave nothing behind. */
class EnduranceTest {

    private static final List<String> SMALL = List.of("jfk.opus", "jfk.webm", "jfk.ogg", "jfk.m4a", "jfk.mp3",
            "jfk_8k_mulaw.wav", "jfk.flac");

    private static final AudioLimits LIMITS = new AudioLimits(1 << 20, Duration.ofMinutes(2));

    @TempDir
    private Path temporary;

    @Test
    void fiveHundredFilesLeaveNothingBehind() throws IOException {
        LinuxProcess self = LinuxProcess.self();
        List<byte[]> files = files();
        files.add(Arrays.copyOf(files.getFirst(), 3_000));
        files.add(new byte[3_000]);
        DecoderSettings like = Decoders.settings(this.temporary);
        DecoderSettings settings = new DecoderSettings(like.nativeCache(), this.temporary, 1, 0, like.maxWait(),
                like.patience(), 10_000, like.readAhead());
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(settings)) {
            decodeAll(decoder, files, 100);
            LinuxProcess worker = LinuxProcess.of(decoder.processIds().getFirst());
            long handles = self.handles();
            long workerHandles = worker.handles();
            long resident = worker.residentKilobytes();
            decodeAll(decoder, files, 500);
            assertThat(decoder.status().started()).isEqualTo(1);
            assertThat(self.handles()).isLessThan(handles + 10);
            assertThat(worker.handles()).isLessThan(workerHandles + 5);
            assertThat(worker.residentKilobytes()).isLessThan(resident + 16 * 1024);
            try (Stream<Path> left = Files.walk(this.temporary)) {
                assertThat(left.map((path) -> path.getFileName().toString()))
                    .noneMatch((name) -> name.startsWith("job"));
            }
        }
    }

    private static void decodeAll(ProcessAudioDecoder decoder, List<byte[]> files, int times) {
        for (int i = 0; i < times; i++) {
            try {
                Decoders.decode(decoder, files.get(i % files.size()), LIMITS);
            }
            catch (AudioException.Undecodable ex) {
                assertThat(i % files.size()).isGreaterThanOrEqualTo(SMALL.size());
            }
        }
    }

    private static List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : SMALL) {
            files.add(Files.readAllBytes(SharedData.path("audio/formats/" + name)));
        }
        return files;
    }

}
