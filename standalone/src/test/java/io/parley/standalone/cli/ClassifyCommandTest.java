package io.parley.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code parley classify} as a person runs it, on real sound. */
class ClassifyCommandTest {

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @Test
    void aSoundsDetectionsAreLinesBestFirst() {
        assertThat(run("--top", "3", "--window", "4", speech())).as(this.err.toString()).isZero();

        assertThat(this.out.toString().lines()).hasSize(3 * 3 + 3)
            .anySatisfy((line) -> assertThat(line).matches("8\\.000 11\\.000 [01]\\.\\d{4} Speech"));
        assertThat(this.out.toString().lines().toList().get(9)).matches("[01]\\.\\d{4} Speech");
    }

    @Test
    void aThresholdLeavesOut() {
        assertThat(run("--threshold", "0.9", "--model", "whisper-base-language", speech())).isZero();

        assertThat(this.out.toString().strip()).matches("0\\.9\\d{3} en");
    }

    @ParameterizedTest
    @ValueSource(strings = { "--top=0", "--threshold=2", "--window=0.1", "--window=x" })
    void whatCannotBeMetIsMisuse(String option) {
        assertThat(run(option, speech())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(this.err.toString()).contains(option.substring(0, option.indexOf('=')));
    }

    @Test
    void whatGoesWrongIsOneSentence() {
        assertThat(run("--label", "dog", speech())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(run(SharedData.path("audio/manifest.csv").toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(run("nothing-here.wav")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(this.err.toString().lines()).hasSize(3).allMatch((line) -> line.startsWith("parley: "));
        assertThat(this.out.toString()).isEmpty();
    }

    @Test
    void aSettingThatCannotBeMetIsOneSentence() {
        System.setProperty("parley.classification.step", "245ms");
        try {
            assertThat(run(speech())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        }
        finally {
            System.clearProperty("parley.classification.step");
        }

        assertThat(this.err.toString().lines()).singleElement()
            .asString()
            .startsWith("parley: The step ")
            .endsWith("not 245 ms.");
    }

    private static String speech() {
        return SharedData.path("audio/formats/jfk_16k_s16.wav").toString();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "classify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ParleyCommand.commandLine()
            .setOut(new PrintWriter(this.out, true))
            .setErr(new PrintWriter(this.err, true))
            .execute(all);
    }

}
