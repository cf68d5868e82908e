package io.parley.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code parley speak} as a person runs it, with the real model. */
class SpeakCommandTest {

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aWaveFileTellsItsTrueLength() throws Exception {
        Path file = this.directory.resolve("said.wav");

        assertThat(run("Good morning, everybody.", "-o", file.toString())).as(this.err.toString()).isZero();

        ByteBuffer wave = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(wave.getInt(4)).isEqualTo(wave.capacity() - 8);
        assertThat(wave.getInt(40)).isEqualTo(wave.capacity() - 44).isBetween(48_000, 144_000);
    }

    @Test
    void theFilesNameSaysTheFormatUnlessTheCallerDoes() throws Exception {
        Path flac = this.directory.resolve("said.flac");
        Path ogg = this.directory.resolve("said.ogg");

        assertThat(run("Hello.", "-o", flac.toString())).isZero();
        assertThat(run("Hello.", "-o", ogg.toString(), "--format", "opus", "--voice", "onyx", "--speed", "1.5"))
            .isZero();

        assertThat(Files.readString(flac, StandardCharsets.ISO_8859_1)).startsWith("fLaC");
        assertThat(Files.readString(ogg, StandardCharsets.ISO_8859_1)).startsWith("OggS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hello. | --voice=nobody | 1 | nobody
            Hello. | --speed=9      | 1 | speed
            Hello. | --speed=0      | 2 | speed
            Hello. | --format=xyz   | 2 | xyz
            Hello. | --model=nobody | 1 | nobody
            '...'  | --speed=1      | 1 | nothing
            """)
    void whatCannotBeSaidIsOneSentenceAndLeavesNoFile(String text, String option, int code, String named)
            throws Exception {
        assertThat(run(text, option, "-o", this.directory.resolve("said.mp3").toString())).isEqualTo(code);

        assertThat(this.err.toString().lines().findFirst().orElseThrow()).startsWith("parley: ").contains(named);
        try (Stream<Path> files = Files.list(this.directory)) {
            assertThat(files).isEmpty();
        }
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "speak";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ParleyCommand.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(this.err, true))
            .execute(all);
    }

}
