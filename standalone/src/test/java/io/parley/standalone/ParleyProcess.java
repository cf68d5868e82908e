package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.standalone.cli.ParleyCommand;

/** A server in a process of its own, killed when it is closed. */
final class ParleyProcess implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("Parley listens on (\\S+)");

    private final Process process;

    private final Path log;

    private ParleyProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Any of Parley's commands. */
    static ProcessBuilder command(List<String> options, String... arguments) {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED"));
        words.addAll(options);
        words.add(ParleyCommand.class.getName());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words);
    }

    /**
     * Starts a server on a free port.
     * @param log its output is written to it
     * @param options of the JVM
     */
    static ParleyProcess serve(Path directory, Path log, List<String> options, Map<String, String> environment,
            String... arguments) throws IOException {
        ProcessBuilder builder = command(options, arguments).directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
        builder.command().addAll(List.of("--port", "0"));
        builder.environment().putAll(environment);
        // however busy the machine is
        builder.environment().put("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "90s");
        return new ParleyProcess(builder.start(), log);
    }

    Process process() {
        return this.process;
    }

    /** Where it listens, which it does already. */
    URI uri() throws IOException {
        Matcher listens = LISTENS.matcher(Files.readString(this.log));
        assertThat(listens.find()).as(Files.readString(this.log)).isTrue();
        return URI.create(listens.group(1));
    }

    /** Waits until it may be called. */
    URI ready(HttpClient client) throws IOException {
        await().atMost(Duration.ofMinutes(2)).until(() -> LISTENS.matcher(Files.readString(this.log)).find());
        HttpRequest readiness = HttpRequest.newBuilder(uri().resolve("/actuator/health/readiness")).build();
        await().atMost(Duration.ofMinutes(2))
            .until(() -> client.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
        return uri();
    }

    @Override
    public void close() {
        this.process.destroyForcibly().onExit().join();
    }

}
