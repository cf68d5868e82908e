package io.parley.testing.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Another program's server in a directory and on a port of its own, until it is closed.
 * Where the program is not there, the tests that need it are skipped; with
 * {@code CI=true} they fail.
 */
public final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;

    private final int port;

    private final List<String> command;

    private Process process;

    private TestServer(Path directory, int port, List<String> command) {
        this.directory = directory;
        this.port = port;
        this.command = command;
        start();
    }

    /** A Redis without anything in it. */
    public static TestServer redis() {
        require("redis-server", isOnPath("redis-server"));
        return of((port) -> List.of("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save",
                "", "--appendonly", "no", "--daemonize", "no"));
    }

    /** A PostgreSQL with a user "parley" and a database "postgres". */
    public static TestServer postgres() {
        require("PostgreSQL", isOnPath("initdb") || hasVersions(Path.of("/usr/lib/postgresql")));
        Path directory = temporary();
        int port = freePort();
        return new TestServer(directory, port,
                List.of(Path.of("../accounts/src/test/servers/postgres.sh").toAbsolutePath().normalize().toString(),
                        directory.toString(), Integer.toString(port)));
    }

    /**
     * A Prometheus.
     * @param config its file; rules are found beside it
     */
    public static TestServer prometheus(Path config) {
        require("prometheus", isOnPath("prometheus"));
        return of((port) -> List.of("prometheus", "--config.file=" + config, "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port));
    }

    private static TestServer of(IntFunction<List<String>> command) {
        int port = freePort();
        return new TestServer(temporary(), port, command.apply(port));
    }

    private static void require(String name, boolean there) {
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(name + " is not installed; .ci/run installs it");
        }
        Assumptions.assumeTrue(there, name + " is not installed");
    }

    /** Where it listens, on the loopback interface. */
    public int port() {
        return this.port;
    }

    /** Starts it again after {@link #stop()}. */
    public void start() {
        try {
            this.process = new ProcessBuilder(this.command).directory(this.directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(this.directory.resolve("log").toFile())
                .start();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!listens()) {
                if (!this.process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("%s does not start: %s".formatted(this.command,
                            Files.readString(this.directory.resolve("log"))));
                }
                Thread.sleep(50);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Stops it at once. */
    public void stop() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
                this.process.destroyForcibly().waitFor();
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 500);
            return true;
        }
        catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(this.directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean hasVersions(Path folder) {
        return folder.toFile().list() != null && folder.toFile().list().length > 0;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("parley-server-");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
