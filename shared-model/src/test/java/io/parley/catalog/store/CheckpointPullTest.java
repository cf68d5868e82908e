package io.parley.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.HubCheckpoint;
import io.parley.catalog.Licence;
import io.parley.catalog.ModelTask;
import io.parley.catalog.fetch.HubSettings;
import io.parley.concurrent.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose files only the hub knows. */
class CheckpointPullTest {

    private static final String REPOSITORY = "Owner/Checkpoint-1.5B";

    private static final String FIRST_COMMIT = "1".repeat(40);

    private final CatalogEntry entry = new CatalogEntry("checkpoint-1.5b", "A checkpoint", ModelTask.TRANSCRIPTION,
            "lfm2-audio", "safetensors",
            new Licence("LicenseRef-Test", "By the test.", true, List.of("Nobody may sell it.")), List.of(),
            new HubCheckpoint(REPOSITORY, "main", List.of("config.json", "model.safetensors", "folder/weights.bin"),
                    List.of("chat_template.jinja", "not-there.json"), 700_000));

    @TempDir
    Path root;

    private final TestHub hub = new TestHub();

    private final RecordingListener listener = new RecordingListener();

    private TestRepository repository;

    @BeforeEach
    void publish() {
        this.repository = this.hub.repository(REPOSITORY)
            .put("config.json", "{}".getBytes(StandardCharsets.UTF_8))
            .put("model.safetensors", bytes(600_000, 1))
            .put("folder/weights.bin", bytes(50_000, 2))
            .put("chat_template.jinja", "template".getBytes(StandardCharsets.UTF_8))
            .put("README.md", "not asked for".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        this.hub.close();
    }

    @Test
    void nothingIsAskedBeforeTheLicenceIsAccepted() {
        assertThatExceptionOfType(CatalogException.LicenceNotAccepted.class)
            .isThrownBy(() -> store().pull(this.entry, this.listener, Cancellation.never()))
            .withMessageContaining("parley models pull checkpoint-1.5b --accept-licence");
        assertThat(this.hub.requests()).isEmpty();
    }

    @Test
    void theFirstPullLocksTheModelToTheHubsCommitAndLaterOnesNeedNoNetwork() throws IOException {
        assertThat(store().state(this.entry)).isInstanceOf(ModelState.Absent.class);
        assertThat(store().isPresent(this.entry)).isFalse();

        Path directory = pull();

        for (String path : List.of("config.json", "model.safetensors", "folder/weights.bin", "chat_template.jinja")) {
            assertThat(directory.resolve(path)).hasBinaryContent(this.repository.content(path));
        }
        assertThat(directory.resolve("README.md")).doesNotExist();
        assertThat(directory.resolve(".partial")).doesNotExist();
        assertThat(store().state(this.entry)).isEqualTo(new ModelState.Ready(650_010));
        assertThat(store().isPresent(this.entry)).isTrue();
        assertThat(this.hub.requests()).extracting(TestHub.Request::path)
            .containsExactly("/api/models/" + REPOSITORY + "/revision/main",
                    "/api/models/" + REPOSITORY + "/tree/" + FIRST_COMMIT, resolved("config.json"),
                    resolved("chat_template.jinja"), resolved("model.safetensors"), resolved("folder/weights.bin"));
        this.hub.close();
        assertThat(pull()).isEqualTo(directory);
    }

    @Test
    void aFileThatIsLostIsFetchedFromTheLockedCommitThoughTheBranchHasMoved() throws IOException {
        Path model = pull().resolve("model.safetensors");
        this.repository.moveTo("9".repeat(40));
        Files.delete(model);
        assertThat(store().state(this.entry)).isInstanceOf(ModelState.Partial.class);
        assertThat(store().isPresent(this.entry)).isFalse();

        pull();

        assertThat(model).hasBinaryContent(this.repository.content("model.safetensors"));
        assertThat(this.hub.requests().getLast().path()).isEqualTo(resolved("model.safetensors"));
    }

    @Test
    void aHubThatChangesAFileUnderTheLockedCommitIsFoundOut() throws IOException {
        Path model = pull().resolve("model.safetensors");
        this.repository.change("model.safetensors", bytes(600_000, 3));
        Files.delete(model);

        assertThatExceptionOfType(CatalogException.HubChanged.class).isThrownBy(this::pull)
            .withMessageContainingAll(REPOSITORY, FIRST_COMMIT, "sha256", "parley models remove checkpoint-1.5b");
        assertThat(model).doesNotExist();
    }

    @Test
    void aSmallFileThatIsNotTheManifestsIsRefusedAndNothingIsLocked() {
        this.repository.change("config.json", "[]".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(CatalogException.CheckpointUnknown.class).isThrownBy(this::pull)
            .withMessageContaining("another config.json");
        assertThat(store().locked(this.entry)).isEmpty();
    }

    @Test
    void aRepositoryWithoutARequiredFileIsRefused() {
        TestRepository other = this.hub.repository("Owner/Other").put("config.json", new byte[] { 1 });
        CatalogEntry incomplete = new CatalogEntry("other", "Another", ModelTask.TRANSCRIPTION, "lfm2-audio",
                "safetensors", this.entry.licence(), List.of(),
                new HubCheckpoint("Owner/Other", "main", List.of("config.json", "model.safetensors"), List.of(), 1));
        ModelStore store = store();
        store.acceptLicence(incomplete);

        assertThatExceptionOfType(CatalogException.CheckpointUnknown.class)
            .isThrownBy(() -> store.pull(incomplete, this.listener, Cancellation.never()))
            .withMessageContainingAll("no model.safetensors", "Owner/Other");
        assertThat(other.content("config.json")).hasSize(1);
    }

    @Test
    void aCutDownloadGoesOnAndAHubInTroubleIsAskedAgain() {
        TestHub.Answer asItIs = this.hub.cutAfter(Integer.MAX_VALUE);
        this.hub.next(TestHub.status(503), asItIs, asItIs, asItIs, asItIs, this.hub.cutAfter(250_000));

        Path directory = pull();

        assertThat(directory.resolve("model.safetensors"))
            .hasBinaryContent(this.repository.content("model.safetensors"));
        assertThat(this.hub.requests()).filteredOn((request) -> request.path().endsWith("model.safetensors"))
            .extracting(TestHub.Request::from)
            .satisfiesExactly((first) -> assertThat(first).isZero(), (second) -> assertThat(second).isPositive());
    }

    @Test
    void whatWasFetchedBeforeAPullWasCancelledIsKept() {
        Cancellation cancellation = new Cancellation();
        RecordingListener cancelling = new RecordingListener((progress) -> {
            if (progress.bytes() > 100_000) {
                cancellation.cancel();
            }
        });
        ModelStore store = store();
        store.acceptLicence(this.entry);
        assertThatExceptionOfType(java.util.concurrent.CancellationException.class)
            .isThrownBy(() -> store.pull(this.entry, cancelling, cancellation));

        pull();

        assertThat(this.hub.requests()).extracting(TestHub.Request::path)
            .filteredOn((path) -> path.startsWith("/api/"))
            .hasSize(2);
        assertThat(this.hub.requests()).filteredOn((request) -> request.path().endsWith("model.safetensors"))
            .last()
            .extracting(TestHub.Request::from)
            .satisfies((from) -> assertThat((int) from).isGreaterThan(100_000));
    }

    @Test
    void aDamagedFileIsFoundAgainstTheLock() throws IOException {
        Path weights = pull().resolve("folder/weights.bin");
        Files.write(weights, bytes(50_000, 7));

        assertThat(store().verify(this.entry, this.listener, Cancellation.never()))
            .containsExactly("folder/weights.bin");
        pull();
        assertThat(weights).hasBinaryContent(this.repository.content("folder/weights.bin"));
    }

    @Test
    void removingTheModelForgetsTheLockAndKeepsTheAcceptance() {
        pull();

        store().remove(this.entry);

        assertThat(store().locked(this.entry)).isEmpty();
        assertThat(store().isLicenceAccepted(this.entry)).isTrue();
    }

    @Test
    void whereTheHubCannotBeReachedOneSentenceSaysWhatToDo() {
        ModelStore store = new ModelStore(this.root,
                StoreSettings.fromEnvironment(Map.of())
                    .withHub(new HubSettings(URI.create("http://127.0.0.1:1"), null, Duration.ofSeconds(2),
                            Duration.ofSeconds(2))));
        store.acceptLicence(this.entry);

        assertThatExceptionOfType(CatalogException.CheckpointUnknown.class)
            .isThrownBy(() -> store.pull(this.entry, this.listener, Cancellation.never()))
            .withMessageContainingAll("http://127.0.0.1:1 cannot be reached",
                    "parley.lfm2-audio.directories.checkpoint-1.5b", "HF_ENDPOINT");
    }

    @Test
    void aLockThatCannotBeReadIsSaidAndNotGuessed() throws IOException {
        Path directory = pull();
        Files.writeString(directory.resolve(".checkpoint.json"), "{\"repository\": \"x\"");

        assertThatExceptionOfType(CatalogException.StoreFailed.class).isThrownBy(this::pull)
            .withMessageContaining("remove the model");
    }

    private Path pull() {
        ModelStore store = store();
        store.acceptLicence(this.entry);
        return store.pull(this.entry, this.listener, Cancellation.never());
    }

    private ModelStore store() {
        return new ModelStore(this.root, StoreSettings.fromEnvironment(Map.of())
            .withHub(new HubSettings(this.hub.address(), null, Duration.ofSeconds(5), Duration.ofSeconds(20))));
    }

    private static String resolved(String path) {
        return "/" + REPOSITORY + "/resolve/" + FIRST_COMMIT + "/" + path;
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

}
