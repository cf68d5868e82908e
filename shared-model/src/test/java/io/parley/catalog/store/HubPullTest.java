package io.parley.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import io.parley.catalog.CatalogException;
import io.parley.catalog.Source;
import io.parley.catalog.fetch.HubSettings;
import io.parley.concurrent.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a hub over real connections. */
class HubPullTest {

    private static final int SIZE = 600_000;

    @TempDir
    Path root;

    private final TestModel model = new TestModel().onHub("model.bin", SIZE).onHub("config.json", 700);

    private final TestHub hub = new TestHub().with(this.model);

    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        this.hub.close();
    }

    @Test
    void oncePulledAModelIsReadyWithoutAnyNetwork() throws IOException {
        Path directory = pull();

        assertThat(directory).isEqualTo(this.root.resolve("models/test-model"));
        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(directory.resolve("config.json")).hasBinaryContent(this.model.content("config.json"));
        assertThat(directory.resolve(".partial")).doesNotExist();
        assertThat(this.listener.progress().getLast().isComplete()).isTrue();
        this.hub.close();
        assertThat(pull()).isEqualTo(directory);
        assertThat(this.hub.requests()).extracting(TestHub.Request::path)
            .containsExactly("/owner/repository/resolve/main/model.bin", "/owner/repository/resolve/main/config.json");
    }

    @Test
    void aCutDownloadGoesOnFromWhereItEnded() {
        this.hub.next(this.hub.cutAfter(250_000));

        Path directory = pull();

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        TestHub.Request second = this.hub.requests().get(1);
        assertThat(second.from()).isBetween(1, 250_000);
        assertThat(second.ifRange()).isEqualTo("\"first\"");
        assertThat(this.listener.messages()).singleElement()
            .asString()
            .contains("model.bin", "goes on", String.valueOf(second.from()));
    }

    @Test
    void aConnectionOnWhichNothingComesIsGivenUpAndTheDownloadGoesOn() {
        this.hub.next(this.hub.stallAfter(250_000));

        Path directory = store(hubSettings(Duration.ofMillis(500))).pull(this.model.entry(), this.listener,
                Cancellation.never());

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.hub.requests().get(1).from()).isPositive();
    }

    @Test
    void aDownloadBeginsAnewWhenTheHubsFileChangedMeanwhile() {
        this.hub.put("model.bin", new byte[SIZE], "\"wrong\"");
        this.hub.next(this.hub.cutAfter(250_000), (exchange) -> {
            this.hub.put("model.bin", this.model.content("model.bin"), "\"right\"");
            exchange.sendResponseHeaders(503, -1);
        });

        Path directory = pull();

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.hub.requests().get(2).ifRange()).isEqualTo("\"wrong\"");
    }

    @Test
    void aFileWithAnotherContentIsDeletedAndNamed() {
        this.hub.put("model.bin", new byte[SIZE], "\"other\"");

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(this::pull)
            .withMessageContainingAll("model.bin of test-model", "sha256",
                    this.model.entry().file("model.bin").sha256())
            .satisfies((ex) -> assertThat(ex.failures()).singleElement()
                .isInstanceOf(CatalogException.WrongContent.class));
        assertThat(this.listener.messages()).singleElement().asString().contains("model.bin", "deleted");
        assertThat(store().state(this.model.entry())).isInstanceOf(ModelState.Absent.class);
        assertThat(filesBelow(this.root.resolve("models"))).isEmpty();
    }

    @Test
    void aFileOfAnotherSizeIsRefusedBeforeItIsDownloaded() {
        this.hub.put("model.bin", new byte[SIZE + 1], "\"other\"");

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(this::pull)
            .withMessageContainingAll("600001 bytes", "not 600000");
        assertThat(this.listener.progress()).isEmpty();
    }

    @Test
    void aFileThatNeverEndsIsCutOff() {
        this.hub.next(TestHub.chunked(new byte[2 * SIZE]));

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(this::pull)
            .withMessageContaining("more than 600000 bytes");
        assertThat(filesBelow(this.root.resolve("models"))).isEmpty();
    }

    @Test
    void bytesOfAnEarlierPullThatWereDamagedAreDroppedAndFetchedAgain() throws IOException {
        Path part = this.root.resolve("models/test-model/.partial")
            .resolve(this.model.entry().file("model.bin").sha256() + ".part");
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[100_000]);

        Path directory = pull();

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.hub.requests()).extracting(TestHub.Request::from).startsWith(100_000, 0);
        assertThat(this.listener.messages()).singleElement().asString().contains("model.bin", "from the beginning");
    }

    @Test
    void aHubInTroubleIsAskedAgain() {
        this.hub.next(TestHub.status(503), TestHub.status(429));

        assertThat(pull().resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
    }

    @Test
    void whatTheHubDoesNotHaveOrGiveIsSaid() {
        this.hub.next(TestHub.status(404));
        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(this::pull)
            .withMessageContaining("does not have owner/repository/model.bin");
        this.hub.next(TestHub.status(401));
        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(this::pull)
            .withMessageContaining("HF_TOKEN");
    }

    @Test
    void theTokenGoesToTheHubAndNotToWhereItRedirects() {
        try (TestHub storage = new TestHub().with(this.model)) {
            this.hub.next(TestHub.redirect(storage.address() + "/somewhere/model.bin"));
            HubSettings settings = HubSettings
                .fromEnvironment(Map.of("HF_ENDPOINT", this.hub.address() + "/", "HF_TOKEN", "hf_secret"));

            Path directory = store(settings).pull(this.model.entry(), this.listener, Cancellation.never());

            assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
            assertThat(this.hub.requests()).extracting(TestHub.Request::authorization).containsOnly("Bearer hf_secret");
            assertThat(storage.requests()).singleElement()
                .satisfies((request) -> assertThat(request.authorization()).isNull());
            assertThat(settings.toString()).doesNotContain("hf_secret");
        }
    }

    @Test
    void theProxyOfTheEnvironmentIsTakenUnlessTheHostIsExempt() {
        // the hub on this machine stands in as the proxy, which is asked for whole
        // addresses; only it can know that name
        HubSettings proxied = HubSettings
            .fromEnvironment(Map.of("HF_ENDPOINT", "http://hub.invalid", "HTTP_PROXY", this.hub.address().toString()));
        assertThat(store(proxied).pull(this.model.entry(), this.listener, Cancellation.never()).resolve("model.bin"))
            .hasBinaryContent(this.model.content("model.bin"));
        store(proxied).remove(this.model.entry());

        HubSettings exempt = HubSettings.fromEnvironment(Map.of("HF_ENDPOINT", "http://hub.invalid", "http_proxy",
                this.hub.address().toString(), "no_proxy", "example.org, .invalid"));
        assertThatExceptionOfType(CatalogException.FileUnavailable.class)
            .isThrownBy(() -> store(exempt).pull(this.model.entry(), this.listener, Cancellation.never()))
            .withMessageContaining("cannot be reached");
    }

    @Test
    void aHubThatCannotBeReachedIsTriedOnceAndTheNextSourceTaken(@TempDir Path directory) throws Exception {
        TestModel both = new TestModel()
            .with("a.bin", 1000, new Source.Hub("owner/repository", "main", "a.bin"), new Source.Directory())
            .with("b.bin", 1000, new Source.Hub("owner/repository", "main", "b.bin"), new Source.Directory());
        Files.createDirectory(directory.resolve(TestModel.ID));
        Files.write(directory.resolve(TestModel.ID).resolve("a.bin"), both.content("a.bin"));
        Files.write(directory.resolve(TestModel.ID).resolve("b.bin"), both.content("b.bin"));
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(deaf, connections));
            HubSettings settings = hubSettings(Duration.ofSeconds(10))
                .withAddress(URI.create("http://127.0.0.1:" + deaf.getLocalPort()));
            ModelStore store = new ModelStore(this.root,
                    StoreSettings.fromEnvironment(Map.of()).withHub(settings).withDirectories(List.of(directory)));

            AtomicInteger whenTheFirstFileCame = new AtomicInteger();
            RecordingListener listener = new RecordingListener(
                    (progress) -> whenTheFirstFileCame.compareAndSet(0, connections.get()));

            Path pulled = store.pull(both.entry(), listener, Cancellation.never());

            assertThat(pulled.resolve("b.bin")).hasBinaryContent(both.content("b.bin"));
            assertThat(connections).hasPositiveValue().hasValue(whenTheFirstFileCame.get());
            assertThat(listener.messages()).singleElement().asString().contains("cannot be reached");
        }
    }

    private static void hangUp(ServerSocket server, AtomicInteger connections) {
        while (true) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
            }
            catch (IOException ex) {
                return;
            }
        }
    }

    @Test
    void aCancelledPullKeepsWhatItHasAndTheNextGoesOn() {
        Cancellation cancellation = new Cancellation();
        RecordingListener cancelling = new RecordingListener((progress) -> {
            if (progress.bytes() > 100_000) {
                cancellation.cancel();
            }
        });
        this.hub.next(this.hub.slowly(1));

        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> store().pull(this.model.entry(), cancelling, cancellation));
        assertThat(store().state(this.model.entry())).isInstanceOf(ModelState.Partial.class)
            .extracting(ModelState::bytes)
            .satisfies((bytes) -> assertThat((long) bytes).isGreaterThan(100_000));

        assertThat(pull().resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.hub.requests().get(1).from()).isGreaterThan(100_000);
    }

    @Test
    void aPullThatWaitsForASilentHubCanBeCancelled() {
        Cancellation cancellation = new Cancellation();
        this.hub.next((exchange) -> {
            cancellation.cancel();
            this.hub.stallAfter(0).give(exchange);
        });

        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> store().pull(this.model.entry(), this.listener, cancellation));
    }

    @Test
    void aLinkInPlaceOfADownloadIsNotWrittenThrough(@TempDir Path elsewhere) throws IOException {
        Path victim = Files.writeString(elsewhere.resolve("victim"), "precious");
        Path partial = Files.createDirectories(this.root.resolve("models/test-model/.partial"));
        Files.createSymbolicLink(partial.resolve(this.model.entry().file("model.bin").sha256() + ".part"), victim);

        // either refused or done without it, but never written to
        pull();

        assertThat(victim).hasContent("precious");
    }

    private Path pull() {
        return store().pull(this.model.entry(), this.listener, Cancellation.never());
    }

    private ModelStore store() {
        return store(hubSettings(Duration.ofSeconds(20)));
    }

    private ModelStore store(HubSettings settings) {
        return new ModelStore(this.root, StoreSettings.fromEnvironment(Map.of()).withHub(settings));
    }

    private HubSettings hubSettings(Duration stallTimeout) {
        return new HubSettings(this.hub.address(), null, Duration.ofSeconds(5), stallTimeout);
    }

    private static List<Path> filesBelow(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

}
