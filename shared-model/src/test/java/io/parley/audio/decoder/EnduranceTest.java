package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.Assumptions;
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
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/fd")), "counts handles where Linux shows them");
        List<byte[]> files = files();
        files.add(Arrays.copyOf(files.getFirst(), 3_000));
        files.add(new byte[3_000]);
        DecoderSettings like = Decoders.settings(this.temporary);
        DecoderSettings settings = new DecoderSettings(like.nativeCache(), this.temporary, 1, 0, like.maxWait(),
                like.patience(), 10_000, like.readAhead());
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(settings)) {
            decodeAll(decoder, files, 100);
            Path worker = Path.of("/proc", decoder.processIds().getFirst().toString());
            long handles = count(Path.of("/proc/self/fd"));
            long workerHandles = count(worker.resolve("fd"));
            long resident = residentKilobytes(worker);
            decodeAll(decoder, files, 500);
            assertThat(decoder.status().started()).isEqualTo(1);
            assertThat(count(Path.of("/proc/self/fd"))).isLessThan(handles + 10);
            assertThat(count(worker.resolve("fd"))).isLessThan(workerHandles + 5);
            assertThat(residentKilobytes(worker)).isLessThan(resident + 16 * 1024);
            try (Stream<Path> left = Files.walk(this.temporary)) {
                assertThat(left.map((path) -> path.getFileName().toString()))
                    .noneMatch((name) -> name.startsWith("job"));
            }
        }
    }

    @Test
    void threeHundredDamagedFilesCostNoWorkerItsPlace() throws IOException {
        List<byte[]> files = files();
        Random random = new Random(20_250_101);
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(Decoders.settings(this.temporary))) {
            float[] before = Decoders.decode(decoder, files.getFirst(), LIMITS);
            int decoded = 0;
            int refused = 0;
            for (int i = 0; i < 300; i++) {
                try {
                    Decoders.decode(decoder, damaged(files.get(i % files.size()), random), LIMITS);
                    decoded++;
                }
                catch (AudioException.Undecodable | AudioException.TooLong ex) {
                    refused++;
                }
                assertThat(decoder.status().busy()).isZero();
            }
            assertThat(decoded).isPositive();
            assertThat(refused).isPositive();
            assertThat(Decoders.decode(decoder, files.getFirst(), LIMITS)).isEqualTo(before);
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] copy = file.clone();
        // most of what a parser decides stands at the front
        int reach = random.nextBoolean() ? Math.min(copy.length, 512) : copy.length;
        int changes = 1 + random.nextInt(24);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(reach);
            switch (random.nextInt(3)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = (byte) (random.nextBoolean() ? 0xFF : 0x00);
                default -> copy[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return (random.nextInt(4) == 0) ? Arrays.copyOf(copy, 1 + random.nextInt(copy.length)) : copy;
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

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static long residentKilobytes(Path process) throws IOException {
        return Files.readAllLines(process.resolve("status"))
            .stream()
            .filter((line) -> line.startsWith("VmRSS"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    }

}
