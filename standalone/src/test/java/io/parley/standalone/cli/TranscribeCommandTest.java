package io.parley.standalone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code parley transcribe} as a person runs it, on real speech. */
class TranscribeCommandTest {

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @Test
    void aFileThatCannotBeReadLeavesTheOthers() {
        assertThat(run(speech("jfk_16k_s16.wav"), "missing.wav", speech("jfk.mp3")))
            .isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(this.out.toString().lines()).hasSize(2)
            .allMatch((line) -> line.contains("ask not what your country can do for you"));
        assertThat(this.err.toString().lines()).containsExactly("parley: missing.wav cannot be read.",
                "parley: 1 of 3 files have no transcript.");
    }

    @Test
    void whereNoFileCanBeReadAllOfThemAreNamed() {
        assertThat(run("missing.wav", "lost.wav")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(this.err.toString().lines()).containsExactly("parley: missing.wav cannot be read.",
                "parley: lost.wav cannot be read.");
    }

    private static String speech(String file) {
        return SharedData.path("audio/formats").resolve(file).toString();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "transcribe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ParleyCommand.commandLine()
            .setOut(new PrintWriter(this.out, true))
            .setErr(new PrintWriter(this.err, true))
            .execute(all);
    }

}
