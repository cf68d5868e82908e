package io.parley.standalone.cli.transcribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.parley.asr.format.Presentation;
import io.parley.asr.format.ResponseFormat;
import io.parley.asr.format.TranscriptFormatter;
import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.audio.AudioDecoder;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcribers;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.testing.SharedData;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class FileQueueTest {

    @AutoClose
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(TestPorts.class);

    private final TestPorts ports = this.context.getBean(TestPorts.class);

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path speech;

    private Path noise;

    @BeforeEach
    void files() throws IOException {
        this.speech = Files.copy(SharedData.path("audio/formats/jfk_16k_s16.wav"), this.directory.resolve("a.b.wav"));
        this.noise = Files.writeString(this.directory.resolve("noise.wav"), "no sound");
    }

    @Test
    void textsKeepTheOrderOfTheirFilesAndOneThatFailsLeavesTheOthers() throws IOException {
        Path last = Files.copy(this.speech, this.directory.resolve("last.wav"));
        int failed = run(List.of(this.speech, this.noise, last), ResponseFormat.TEXT, null, 3);
        assertThat(failed).isEqualTo(1);
        assertThat(this.out.toString().lines()).hasSize(2)
            .satisfiesExactly((line) -> assertThat(line).startsWith(this.speech + ": 176000 samples, loud: true,"),
                    (line) -> assertThat(line).startsWith(last + ": 176000 samples"));
        assertThat(this.err.toString()).isEqualToIgnoringNewLines(
                "parley: " + this.noise + ": The file holds no sound in a format that is known here.\n");
    }

    @Test
    void textIsWrittenAsItIsDecided() {
        CompletableFuture<Integer> failed = CompletableFuture
            .supplyAsync(() -> run(List.of(this.speech), ResponseFormat.TEXT, TestPorts.STEP, 1));
        this.ports.steps.add("go on");
        await().until(() -> this.out.toString().equals("176000 samples,"));
        this.ports.steps.add("go on");
        await().until(() -> this.out.toString().equals("176000 samples, loud: true,"));
        this.ports.steps.addAll(List.of("3", "4", "5", "6"));
        assertThat(failed.join()).isZero();
        assertThat(this.out.toString()).endsWith("." + System.lineSeparator());
    }

    @Test
    void aTextThatBreaksOffEndsItsLine() {
        assertThat(run(List.of(this.speech), ResponseFormat.TEXT, TestPorts.FAIL_LATE, 1)).isEqualTo(1);
        assertThat(this.out.toString()).isEqualTo("176000 samples," + System.lineSeparator());
        assertThat(this.err.toString()).contains("The model was needed elsewhere.");
    }

    @Test
    void everyFileGetsAFileOfItsOwn() throws IOException {
        Path results = Files.createDirectory(this.directory.resolve("results"));
        Presentation presentation = presentation(ResponseFormat.SRT);
        int failed = run(List.of(this.speech, this.noise), presentation, null, 2,
                new OutputFiles(results, Sounds.find(List.of(this.speech, this.noise)), formatter(), presentation), 0);
        assertThat(failed).isEqualTo(1);
        try (Stream<Path> files = Files.list(results)) {
            assertThat(files).containsExactly(results.resolve("a.b.srt"));
        }
        assertThat(results.resolve("a.b.srt")).content().startsWith("1\n00:00:00,000 --> 00:00:01,833\n176000");
        assertThat(this.out.toString()).isEmpty();
    }

    @Test
    void filesThatWouldOverwriteOneAnotherAreRefused() throws IOException {
        Path other = Files.copy(this.speech, this.directory.resolve("a.b.mp3"));
        assertThatThrownBy(() -> outputs(List.of(this.speech, other)).check())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("a.b.txt");
        Path text = Files.copy(this.speech, this.directory.resolve("a.txt"));
        assertThatThrownBy(() -> outputs(List.of(text)).check()).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("overwritten");
        // of a folder, which may hold a sound in several formats, transcripts have the
        // whole names
        outputs(List.of(this.directory)).check();
    }

    private OutputFiles outputs(List<Path> sounds) throws IOException {
        return new OutputFiles(this.directory, Sounds.find(sounds), formatter(), presentation(ResponseFormat.TEXT));
    }

    @Test
    void progressIsShownOnOneLineAndGoneAtTheEnd() {
        Presentation presentation = presentation(ResponseFormat.JSON);
        run(List.of(this.speech), presentation, null, 1, standardOutput(presentation), 60);
        assertThat(this.err.toString()).startsWith("\ra.b.wav 2 %").endsWith(" \r").doesNotContain("\n");
        assertThat(this.out.toString()).startsWith("{\"text\":\"176000 samples");
    }

    @Test
    void theSameFileTwiceIsTwoFiles() {
        try (ProgressLine progress = new ProgressLine(new PrintWriter(this.err), 60, 2);
                FileProgress one = progress.begin(this.speech);
                FileProgress other = progress.begin(this.speech)) {
            PcmSource sound = one.heard(PcmSource.of(new Pcm(new float[1000], 16_000)));
            other.heard(PcmSource.of(new Pcm(new float[1000], 16_000)));
            sound.read(new float[500], 0, 500);
            assertThat(this.err.toString()).isEqualTo("\r0 of 2 files; a.b.wav 50 %, a.b.wav 0 %");
            one.close();
            // the other is still shown
            assertThat(this.err.toString()).endsWith("a.b.wav 0 %");
        }
        assertThat(this.err.toString()).endsWith(" \r");
    }

    @Test
    void aFileThatFailsInAnUnforeseenWayIsCountedAndLeavesTheOthers() {
        List<Path> files = List.of(this.speech, this.noise, this.speech);
        assertThat(run(files, ResponseFormat.TEXT, TestPorts.FAIL, 1)).isEqualTo(3);
        assertThat(this.err.toString().lines()).hasSize(3)
            .filteredOn((line) -> line.contains("IllegalStateException"))
            .hasSize(2);
    }

    @Test
    void aStopEndsTheFileAndTheQueue() {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Integer> failed = CompletableFuture
            .supplyAsync(() -> queue(presentation(ResponseFormat.TEXT), TestPorts.WAIT, 0)
                .run(List.of(this.speech, this.speech), 1, cancellation));
        await().until(() -> this.ports.events.contains("waiting"));
        cancellation.cancel();
        assertThatThrownBy(failed::join).hasCauseInstanceOf(CancellationException.class);
        assertThat(this.ports.events).containsExactly("waiting", "cancelled");
    }

    private int run(List<Path> files, ResponseFormat format, String prompt, int jobs) {
        Presentation presentation = presentation(format);
        return run(files, presentation, prompt, jobs, standardOutput(presentation, files.size() > 1), 0);
    }

    private int run(List<Path> files, Presentation presentation, String prompt, int jobs, TranscriptOutputs outputs,
            int columns) {
        try (ProgressLine progress = new ProgressLine(new PrintWriter(this.err), columns, files.size())) {
            return queue(presentation, prompt, outputs, progress).run(files, jobs, Cancellation.never());
        }
    }

    private FileQueue queue(Presentation presentation, String prompt, int columns) {
        return queue(presentation, prompt, standardOutput(presentation),
                new ProgressLine(new PrintWriter(this.err), columns, 1));
    }

    private FileQueue queue(Presentation presentation, String prompt, TranscriptOutputs outputs,
            ProgressLine progress) {
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withPrompt(prompt)
            .withTimestamps(presentation.timestamps());
        TranscriptionRequest request = new TranscriptionRequest(
                this.context.getBean(Transcribers.class).named("whisper-base"), options, presentation, false);
        return new FileQueue(this.context.getBean(AudioDecoder.class), request, outputs, progress);
    }

    private StandardOutput standardOutput(Presentation presentation) {
        return standardOutput(presentation, false);
    }

    private StandardOutput standardOutput(Presentation presentation, boolean named) {
        return new StandardOutput(new PrintWriter(this.out), formatter(), presentation, named);
    }

    private static TranscriptFormatter formatter() {
        return new TranscriptFormatter(new JsonMapper());
    }

    private static Presentation presentation(ResponseFormat format) {
        return new Presentation(format, Task.TRANSCRIBE, Set.of(), false);
    }

}
