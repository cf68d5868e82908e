package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.parley.audio.AudioException;
import io.parley.audio.PcmSource;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of workers, their callers and their files. */
class WorkersTest {

    @TempDir
    private Path temporary;

    @Test
    void closingEarlyFreesTheWorkerAtOnce() throws IOException {
        try (ProcessAudioDecoder decoder = start(1, 0, Duration.ofSeconds(20), 250)) {
            PcmSource source = open(decoder, longSound());
            assertThat(source.read(new float[100], 0, 100)).isPositive();
            assertThat(decoder.status().busy()).isEqualTo(1);
            source.close();
            assertThat(decoder.status().busy()).isZero();
            assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void closingEarlyIsNoFaultOfTheWorker(CapturedOutput output) throws IOException {
        try (ProcessAudioDecoder decoder = start(2, 0, Duration.ofSeconds(20), 250)) {
            for (int i = 0; i < 20; i++) {
                open(decoder, longSound()).close();
            }
        }
        assertThat(output).doesNotContain("decoder worker");
    }

    @Test
    void aShortSoundFreesItsWorkerBeforeItIsRead() throws IOException {
        try (ProcessAudioDecoder decoder = start(1, 0, Duration.ofSeconds(20), 250)) {
            try (PcmSource unread = open(decoder, jfk())) {
                await().until(() -> decoder.status().busy() == 0);
                assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
                assertThat(Decoders.readAll(unread)).hasSizeGreaterThan(10 * Decoders.RATE);
            }
            assertThat(decoder.status().started()).isEqualTo(1);
        }
    }

    @Test
    void aSlowReaderGetsAllOfALongSoundAndTheWorkerWaits() {
        DecoderSettings settings = new DecoderSettings(Path.of("target/decoder-natives"), this.temporary, 1, 0,
                Duration.ofSeconds(1), Duration.ofSeconds(20), 250, Duration.ofMillis(500));
        byte[] minutes = Wav.pcm16(16_000, 1, 300 * 16_000, (i) -> (short) (i / 300 % 256));
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(settings)) {
            try (PcmSource source = open(decoder, minutes)) {
                float[] buffer = new float[1_000];
                for (int i = 0; i < 300 * 16; i++) {
                    int read = 0;
                    while (read < buffer.length) {
                        read += source.read(buffer, read, buffer.length - read);
                    }
                    assertThat(buffer[999]).isEqualTo(((i * 1_000 + 999) / 300 % 256) / 32_768f);
                    if (i == 10) {
                        assertThat(decoder.status().busy()).isEqualTo(1);
                    }
                }
                assertThat(source.read(buffer, 0, 1)).isEqualTo(-1);
            }
        }
    }

    @Test
    void aShortSoundFindsAWorkerWhileLongOnesHaveAllTheOthers() throws IOException {
        byte[] minutes = Wav.pcm16(16_000, 1, 300 * 16_000, (i) -> (short) (i / 300 % 256));
        DecoderSettings settings = new DecoderSettings(Path.of("target/decoder-natives"), this.temporary, 2, 0,
                Duration.ofSeconds(1), Duration.ofSeconds(20), 250, Duration.ofMillis(500));
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(settings);
                PcmSource first = open(decoder, minutes);
                PcmSource second = open(decoder, minutes)) {
            assertThatExceptionOfType(AudioException.Overloaded.class).isThrownBy(() -> open(decoder, minutes));
            assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
            assertThat(first.read(new float[1], 0, 1)).isOne();
            assertThat(second.read(new float[1], 0, 1)).isOne();
        }
    }

    @Test
    void aLongSoundThatWaitsForItsReaderOnDiskHoldsNoWorkerAndNothingOfItIsLost() throws IOException {
        // half a second in memory, two minutes on disk; the rest comes when that is read
        for (int seconds : new int[] { 100, 300 }) {
            DecoderSettings settings = new DecoderSettings(Path.of("target/decoder-natives"), this.temporary, 1, 0,
                    Duration.ofSeconds(1), Duration.ofSeconds(20), 250, Duration.ofMillis(500), Duration.ofMinutes(2));
            byte[] wave = Wav.pcm16(16_000, 1, seconds * 16_000, (i) -> (short) (i / 300 % 256));
            try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(settings)) {
                try (PcmSource source = open(decoder, wave)) {
                    if (seconds < 120) {
                        await().until(() -> decoder.status().busy() == 0);
                        assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
                    }
                    float[] samples = Decoders.readAll(source);
                    assertThat(samples).hasSize(seconds * 16_000);
                    for (int i = 0; i < samples.length; i++) {
                        if (samples[i] != (i / 300 % 256) / 32_768f) {
                            throw new AssertionError("sample " + i + " is " + samples[i]);
                        }
                    }
                }
                try (Stream<Path> files = Files.walk(this.temporary)) {
                    assertThat(files).noneMatch((file) -> file.toString().endsWith(".f32"));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "KILL, 137", "SEGV, 1", "ABRT, 134" })
    void aWorkerThatDiesFailsItsJobAndTheNextJobWorks(String signal, int status) throws Exception {
        try (ProcessAudioDecoder decoder = start(1, 8, Duration.ofSeconds(20), 250)) {
            try (PcmSource source = open(decoder, longSound())) {
                signal(decoder.processIds().getFirst(), signal);
                assertThatExceptionOfType(AudioException.DecoderFailure.class)
                    .isThrownBy(() -> Decoders.readAll(source))
                    .withMessageContaining("status " + status + ".");
            }
            assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
            assertThat(decoder.status().lost()).isEqualTo(1);
        }
    }

    @Test
    void aHangingWorkerIsGivenUp() throws Exception {
        try (ProcessAudioDecoder decoder = start(1, 8, Duration.ofSeconds(2), 250)) {
            Decoders.decode(decoder, jfk());
            signal(decoder.processIds().getFirst(), "STOP");
            assertThatExceptionOfType(AudioException.DecoderFailure.class)
                .isThrownBy(() -> Decoders.decode(decoder, jfk()))
                .withMessageContaining("too long");
            assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
        }
    }

    @Test
    void anIdleWorkerThatDiesIsReplaced() throws IOException {
        try (ProcessAudioDecoder decoder = start(2, 8, Duration.ofSeconds(20), 250)) {
            Decoders.decode(decoder, jfk());
            ProcessHandle.of(decoder.processIds().getFirst()).orElseThrow().destroyForcibly();
            await().until(() -> decoder.status().idle() == 0);
            assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
        }
    }

    @Test
    void aWornWorkerIsReplaced() throws IOException {
        try (ProcessAudioDecoder decoder = start(1, 8, Duration.ofSeconds(20), 3)) {
            for (int i = 0; i < 7; i++) {
                assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
            }
            assertThat(decoder.status().started()).isEqualTo(3);
            assertThat(decoder.status().lost()).isZero();
        }
    }

    @Test
    void oneCallerMoreThanMayWaitIsRefusedAtOnce() throws IOException {
        try (ProcessAudioDecoder decoder = start(1, 0, Duration.ofSeconds(20), 250);
                PcmSource held = open(decoder, longSound())) {
            assertThatExceptionOfType(AudioException.Overloaded.class)
                .isThrownBy(() -> Decoders.decode(decoder, jfk()));
            assertThat(held.read(new float[1], 0, 1)).isEqualTo(1);
        }
    }

    @Test
    void manyCallersShareFewWorkers() throws Exception {
        byte[] file = jfk();
        try (ProcessAudioDecoder decoder = start(2, 64, Duration.ofSeconds(20), 250);
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<float[]>> sounds = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                sounds.add(callers.submit(() -> Decoders.decode(decoder, file)));
            }
            float[] first = sounds.getFirst().get();
            for (Future<float[]> sound : sounds) {
                assertThat(sound.get()).isEqualTo(first);
            }
            // two, and the one that is kept for small files
            assertThat(decoder.status().started()).isLessThanOrEqualTo(3);
            assertThat(decoder.status().busy()).isZero();
        }
    }

    @Test
    void filesAndWorkersAreGoneAfterwards() throws IOException {
        List<Long> workers;
        try (ProcessAudioDecoder decoder = start(2, 8, Duration.ofSeconds(20), 250)) {
            PcmSource source = open(decoder, longSound());
            assertThat(spooled()).isEmpty();
            workers = decoder.processIds();
            source.close();
        }
        assertThat(this.temporary).isEmptyDirectory();
        await().untilAsserted(() -> assertThat(workers).noneMatch(WorkersTest::isAlive));
    }

    @Test
    void closingTheDecoderFailsWhatIsUnderWay() throws IOException {
        ProcessAudioDecoder decoder = start(2, 8, Duration.ofSeconds(20), 250);
        PcmSource source = open(decoder, longSound());
        decoder.close();
        assertThatExceptionOfType(AudioException.DecoderFailure.class).isThrownBy(() -> Decoders.readAll(source));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerIsLimitedAndKnowsNothingOfItsParentsEnvironment() throws IOException {
        try (ProcessAudioDecoder decoder = start(1, 8, Duration.ofSeconds(20), 250)) {
            Decoders.decode(decoder, jfk());
            Path worker = Path.of("/proc", decoder.processIds().getFirst().toString());
            assertThat(Files.readString(worker.resolve("environ")).split("\0"))
                .allMatch((variable) -> variable.startsWith("PWD=") || variable.startsWith("MALLOC_ARENA_MAX="));
            assertThat(Files.readString(worker.resolve("limits"))).containsPattern("Max core file size +0 ")
                .containsPattern("Max file size +67108864 ")
                .containsPattern("Max open files +128 ")
                .containsPattern("Max address space +1073741824 ");
        }
    }

    @Test
    void aKilledParentLeavesNoWorkerAndItsFilesGoAtTheNextStart() throws Exception {
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OrphanMaker.class.getName(), this.temporary.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        long worker = Long.parseLong(parent.inputReader().readLine());
        assertThat(isAlive(worker)).isTrue();
        parent.destroyForcibly().waitFor();
        await().until(() -> !isAlive(worker));
        assertThat(this.temporary).isNotEmptyDirectory();
        try (ProcessAudioDecoder decoder = start(1, 8, Duration.ofSeconds(20), 250)) {
            try (Stream<Path> directories = Files.list(this.temporary)) {
                assertThat(directories).hasSize(1);
            }
            assertThat(Decoders.decode(decoder, jfk())).hasSizeGreaterThan(10 * Decoders.RATE);
        }
    }

    private ProcessAudioDecoder start(int workers, int waiting, Duration patience, int jobs) {
        DecoderSettings like = Decoders.settings(this.temporary);
        return ProcessAudioDecoder.start(new DecoderSettings(like.nativeCache(), like.temporary(), workers, waiting,
                like.maxWait(), patience, jobs, Duration.ofSeconds(30)));
    }

    private static PcmSource open(ProcessAudioDecoder decoder, byte[] file) {
        return decoder.decode(new ByteArrayInputStream(file), Decoders.RATE, Decoders.WIDE);
    }

    private static byte[] jfk() throws IOException {
        return Files.readAllBytes(SharedData.path("audio/formats/jfk.opus"));
    }

    /** Longer than read-ahead and pipe together. */
    private static byte[] longSound() {
        return Wav.lying(8_000, 1, 5 * 60 * 16_000, 5 * 60 * 16_000);
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(this.temporary)) {
            return files.filter((file) -> file.getFileName().toString().startsWith("job-")).toList();
        }
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor()).isZero();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

}
