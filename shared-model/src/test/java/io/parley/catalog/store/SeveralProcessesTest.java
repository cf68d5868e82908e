package io.parley.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.parley.catalog.fetch.HubSettings;
import io.parley.concurrent.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls that meet each other, die, or run out of room. */
class SeveralProcessesTest {

    private static final int SIZE = 600_000;

    @TempDir
    Path directory;

    private final TestModel model = new TestModel().onHub("model.bin", SIZE).onHub("config.json", 700);

    private final TestHub hub = new TestHub().with(this.model);

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        this.processes.forEach(Process::destroyForcibly);
        this.hub.close();
    }

    @Test
    void aThreadThatComesSecondFindsWhatTheFirstFetched() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        RecordingListener first = new RecordingListener((progress) -> begun.countDown());
        RecordingListener second = new RecordingListener();
        this.hub.next(this.hub.slowly(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Path> one = threads.submit(() -> store().pull(this.model.entry(), first, Cancellation.never()));
            begun.await();
            Future<Path> other = threads.submit(() -> store().pull(this.model.entry(), second, Cancellation.never()));

            assertThat(other.get()).isEqualTo(one.get());
        }
        assertThat(this.hub.requests()).extracting(TestHub.Request::path).doesNotHaveDuplicates().hasSize(2);
        assertThat(second.messages()).singleElement().asString().contains("waiting");
        assertThat(second.progress()).isEmpty();
    }

    @Test
    void processesFetchAModelOnceBetweenThem() throws Exception {
        this.hub.next(this.hub.slowly(1));
        Process one = start("one");
        Process other = start("other");

        assertThat(one.waitFor()).isZero();
        assertThat(other.waitFor()).isZero();

        assertThat(output("one")).contains("ready");
        assertThat(output("other")).contains("ready");
        assertThat(this.hub.requests()).extracting(TestHub.Request::path).doesNotHaveDuplicates().hasSize(2);
        assertThat(modelFile()).hasBinaryContent(this.model.content("model.bin"));
    }

    @Test
    void whatAKilledProcessDownloadedIsNotDownloadedAgain() throws Exception {
        this.hub.next(this.hub.slowly(5));
        Process killed = start("killed");
        while (store().state(this.model.entry()).bytes() < SIZE / 4) {
            assertThat(killed.isAlive()).as(() -> output("killed")).isTrue();
            Thread.sleep(20);
        }
        killed.destroyForcibly().waitFor();
        long there = store().state(this.model.entry()).bytes();
        assertThat(modelFile()).doesNotExist();

        Path pulled = store().pull(this.model.entry(), new RecordingListener(), Cancellation.never());

        assertThat(pulled.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        TestHub.Request second = this.hub.requests().get(1);
        assertThat(second.path()).endsWith("model.bin");
        assertThat(second.from()).isBetween(SIZE / 4, (int) there);
        assertThat(store().state(this.model.entry())).isEqualTo(new ModelState.Ready(SIZE + 700));
    }

    @Test
    void aDiskThatFillsUpIsSaidAndNothingUnfinishedIsInPlace() throws Exception {
        Path small = Files.createDirectory(this.directory.resolve("small"));
        // a file system of 256 kB that only the process sees, which itself shows what is
        // left on it
        List<String> wrapper = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                "mount -t tmpfs -o size=256k tmpfs '" + small + "' && \"$@\"; find '" + small + "' -type f", "sh");
        Assumptions.assumeTrue(canMount(small), "needs a file system of its own");
        Path output = this.directory.resolve("full.txt");
        List<String> lying = new ArrayList<>(wrapper);
        lying.addAll(List.of("env", "JAVA_TOOL_OPTIONS=-Dparley.test.endless-space=true"));

        Process process = PullProcess.start(lying, small.resolve("store"), this.model.writeCatalog(this.directory),
                this.hub.address(), output);
        this.processes.add(process);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
            .containsPattern(
                    "failed DiskFull: The disk is full: model.bin needs [0-9]+ bytes and [0-9]+ are available[.]")
            .doesNotContain("models/test-model/model.bin")
            .contains(".part");
    }

    private static boolean canMount(Path directory) throws Exception {
        try {
            return new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "-o",
                    "size=64k", "tmpfs", directory.toString())
                .redirectErrorStream(true)
                .start()
                .waitFor() == 0;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private Process start(String name) {
        Process process = PullProcess.start(List.of(), this.directory.resolve("store"),
                this.model.writeCatalog(this.directory), this.hub.address(), this.directory.resolve(name + ".txt"));
        this.processes.add(process);
        return process;
    }

    private String output(String name) {
        try {
            return Files.readString(this.directory.resolve(name + ".txt"));
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

    private Path modelFile() {
        return this.directory.resolve("store/models/test-model/model.bin");
    }

    private ModelStore store() {
        return new ModelStore(this.directory.resolve("store"), StoreSettings.fromEnvironment(Map.of())
            .withHub(new HubSettings(this.hub.address(), null, Duration.ofSeconds(5), Duration.ofSeconds(20))));
    }

}
