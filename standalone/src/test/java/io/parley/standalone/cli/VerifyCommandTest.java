package io.parley.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.parley.testing.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code parley verify} as a person runs it, on real speech. */
class VerifyCommandTest {

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @TempDir
    Path home;

    @AfterEach
    void forgetHome() {
        System.clearProperty("parley.home");
    }

    @Test
    void aCheckpointDirectoryIsMeasuredInAllItsJobs() {
        System.setProperty("parley.home", this.home.toString());

        int code = run("verify", SharedData.path("lfm2-audio/tiny").toString(), "--audio",
                SharedData.path("audio").toString(), "--limit", "3");

        assertThat(code).as(this.err.toString()).isZero();
        assertThat(this.out.toString().lines()).anySatisfy((line) -> row(line, "WER LibriSpeech test-other", "2", "0"))
            .anySatisfy((line) -> row(line, "WER all clips", "3", "0"))
            .anySatisfy((line) -> row(line, "WER spoken, heard by checkpoint", "3", "0"))
            .anySatisfy((line) -> row(line, "right label of 10", "3", "0"))
            .anySatisfy((line) -> assertThat(line).contains("LibriSpeech-clean", "2.03 %"))
            .anySatisfy((line) -> assertThat(line).contains("AMI", "15.36 %"));
    }

    @Test
    void aRealModelUnderstandsRealSpeechAndWhatItCannotHearIsCounted(@TempDir Path clips) throws IOException {
        Files.copy(SharedData.path("audio/speech/misc/jfk.flac"), clips.resolve("jfk.flac"));
        Files.writeString(clips.resolve("jfk.txt"), "And so, my fellow Americans: ask not what your country can do "
                + "for you - ask what you can do for your country.");
        Files.writeString(clips.resolve("broken.flac"), "no sound at all");
        Files.writeString(clips.resolve("broken.txt"), "Words");

        int code = run("verify", "whisper-base", "--audio", clips.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(this.err.toString()).contains("broken.flac");
        assertThat(this.out.toString().lines())
            .anySatisfy((line) -> assertThat(line).matches("WER .* 2 +1 +0\\.00 % +[0-9.]+"));
        assertThat(this.out.toString()).doesNotContain("published");
    }

    @Test
    void aModelThatHasNotBeenFetchedSaysWhatFetchesIt() {
        System.setProperty("parley.home", this.home.toString());

        assertThat(run("verify", "lfm2-audio-1.5b")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(this.err.toString().lines()).singleElement()
            .asString()
            .contains("'parley models pull lfm2-audio-1.5b --accept-licence'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "many" })
    void aLimitThatMeansNothingIsSaidInASentence(String limit) {
        assertThat(run("verify", SharedData.path("lfm2-audio/tiny").toString(), "--limit", limit))
            .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(this.err.toString().lines()).hasSize(2)
            .anySatisfy((line) -> assertThat(line).startsWith("parley: ").contains("--limit"))
            .anySatisfy((line) -> assertThat(line).contains("'parley verify --help'"));
        assertThat(this.out.toString()).isEmpty();
    }

    @Test
    void aDirectoryThatIsNotThereIsNotTakenForAModel() throws IOException {
        Path missing = this.home.resolve("mistyped");
        assertThat(run("verify", missing.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(run("verify", "./mistyped")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(run("verify", this.home.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        Path file = Files.createFile(this.home.resolve("file"));
        assertThat(run("verify", file.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(this.err.toString().lines()).containsExactly("parley: The directory " + missing + " does not exist.",
                "parley: The directory ./mistyped does not exist.",
                "parley: " + this.home + " is no checkpoint of LFM2-Audio: it has no config.json.",
                "parley: " + file + " is no directory.");
    }

    @Test
    void aModelThatNobodyKnowsSaysWhereTheNamesAre() {
        System.setProperty("parley.home", this.home.toString());

        assertThat(run("verify", "whisper-bse")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(this.err.toString().lines()).singleElement()
            .asString()
            .contains("'whisper-bse'", "'parley models list'");
    }

    @Test
    void aListenerThatCannotListenIsSaidBeforeAnythingIsHeard() {
        System.setProperty("parley.home", this.home.toString());

        assertThat(run("verify", "whisper-base", "--listener", "whisper-tiny.en"))
            .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("verify", SharedData.path("lfm2-audio/tiny").toString(), "--listener", "nobody"))
            .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(this.err.toString().lines()).satisfiesExactly(
                (line) -> assertThat(line).contains("--listener", "whisper-base does not speak"),
                (line) -> assertThat(line).contains("'parley verify --help'"),
                (line) -> assertThat(line).contains("'nobody'", "'parley models list'"));
        assertThat(this.out.toString()).isEmpty();
    }

    @Test
    void aStoreThatIsAFileIsSaid() throws IOException {
        Path file = Files.createFile(this.home.resolve("file"));
        System.setProperty("parley.home", file.toString());

        for (String[] command : List.of(new String[] { "models", "list" }, new String[] { "models", "pull" },
                new String[] { "models", "remove", "yamnet" },
                new String[] { "classify", SharedData.path("audio/formats/jfk.ogg").toString() })) {
            assertThat(run(command)).as(String.join(" ", command)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        }
        assertThat(this.err.toString().lines()).hasSize(4)
            .allSatisfy((line) -> assertThat(line).startsWith("parley: " + file + " is a file")
                .contains("PARLEY_HOME", "parley.home"));
        assertThat(this.out.toString()).isEmpty();
    }

    @Test
    void transcriptsThatCannotBeWrittenAreRefusedBeforeAnythingIsHeard() throws IOException {
        String speech = SharedData.path("audio/formats/jfk.ogg").toString();
        Path file = Files.createFile(this.home.resolve("file"));
        assertThat(run("transcribe", "--output", file.toString(), speech)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(run("transcribe", "--output", file.resolve("below").toString(), speech))
            .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(run("transcribe", "--output", "", speech)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(this.err.toString().lines()).satisfiesExactly(
                (line) -> assertThat(line).isEqualTo("parley: " + file + " is a file, not a directory."),
                (line) -> assertThat(line)
                    .startsWith("parley: The directory " + file.resolve("below") + " cannot be made"),
                (line) -> assertThat(line).isEqualTo("parley: --output names a directory."),
                (line) -> assertThat(line).contains("'parley transcribe --help'"));
    }

    @Test
    void removingWhatIsNotThereDoesNotSayThatItWasRemoved() {
        System.setProperty("parley.home", this.home.toString());

        assertThat(run("models", "remove", "whisper-base")).isZero();
        assertThat(this.out.toString()).isEqualToIgnoringNewLines("whisper-base is not here.");
    }

    @Test
    void whoNamesNoCommandIsShownWhichThereAre() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(this.err.toString()).contains("serve", "transcribe", "models", "verify");
    }

    @Test
    void aLicenceIsShownAndNotTakenForAccepted() {
        System.setProperty("parley.home", this.home.toString());

        assertThat(run("models", "pull", "lfm2.5-audio-1.5b")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(this.err.toString()).contains("LFM Open License v1.0", "10 million US dollars", "LICENSE",
                "--accept-licence");
        assertThat(this.home.resolve("licences")).doesNotExist();
    }

    @Test
    void theCommandsStoreIsTheConfiguredOne() {
        System.setProperty("parley.home", this.home.resolve("configured").toString());

        assertThat(ConfiguredStore.open().root()).isEqualTo(this.home.resolve("configured"));
    }

    private static void row(String line, String check, String clips, String failed) {
        assertThat(line).startsWith(check + " ");
        assertThat(line.substring(check.length()).strip().split(" +")).startsWith(clips, failed);
    }

    private int run(String... arguments) {
        return ParleyCommand.commandLine()
            .setOut(new PrintWriter(this.out, true))
            .setErr(new PrintWriter(this.err, true))
            .execute(arguments);
    }

}
