package io.parley.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

import io.parley.accounts.Database;
import io.parley.accounts.DatabaseProperties;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Keys at the command line, while a server may have their database open. */
class KeysCommandTest {

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void setHome() {
        System.setProperty("parley.home", this.home.toString());
    }

    @AfterEach
    void clearHome() {
        System.clearProperty("parley.home");
    }

    private int run(String... arguments) {
        CommandLine line = ParleyCommand.commandLine();
        line.setOut(new PrintWriter(this.out, true));
        line.setErr(new PrintWriter(this.err, true));
        return line.execute(arguments);
    }

    private Database database() {
        return new Database(new DatabaseProperties(null, null, null, 2), this.home);
    }

    @Test
    void aKeyIsMadeListedAndRevokedBesideARunningServer() {
        try (Database server = database()) {
            ApiKeys keys = new ApiKeys(server, new SecureRandom(), Clock.systemUTC());
            assertThat(keys.list()).isEmpty();
            assertThat(run("keys", "create", "the app", "--scope", "transcribe", "--scope", "speak", "--model",
                    "whisper-1", "--requests-per-minute", "60"))
                .isZero();
            String key = this.out.toString().strip();
            var known = keys.authenticate(key).orElseThrow();
            assertThat(known.grant().name()).isEqualTo("the app");
            assertThat(known.grant().scopes()).containsExactlyInAnyOrder(Scope.TRANSCRIBE, Scope.SPEAK);
            assertThat(known.grant().models()).containsExactly("whisper-1");
            assertThat(known.grant().limits()).isEqualTo(new Limits(60, null, null));
            assertThat(this.err.toString()).contains("shown this once").doesNotContain(key);

            assertThat(run("keys", "list")).isZero();
            assertThat(this.out.toString().substring(key.length() + 1))
                .contains(known.id(), "the app", "transcribe, speak")
                .doesNotContain(key);
            assertThat(run("keys", "revoke", known.id())).isZero();
            assertThat(keys.authenticate(key)).isEmpty();
        }
    }

    @Test
    void misuseIsSaid() {
        assertThat(run("keys", "revoke", "nobody")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(this.err.toString()).contains("nobody");
        assertThat(run("keys", "create", "a", "--requests-per-minute", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("keys", "create", "a", "--scope", "everything")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

}
