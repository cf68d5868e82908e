package io.parley.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

import io.parley.catalog.CatalogException;
import io.parley.catalog.Source;
import io.parley.catalog.StoreLock;
import io.parley.concurrent.Cancellation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store does with files that it has, or is given from a directory. */
class ModelStoreTest {

    @TempDir
    Path root;

    @TempDir
    Path originals;

    private final TestModel model = new TestModel().with("model.bin", 300_000, new Source.Directory())
        .with("voices/one.bin", 2000, new Source.Directory());

    private final RecordingListener listener = new RecordingListener();

    private Path file;

    @BeforeEach
    void provideOriginals() throws IOException {
        Path directory = Files.createDirectories(this.originals.resolve("test-model/voices")).getParent();
        Files.write(directory.resolve("model.bin"), this.model.content("model.bin"));
        Files.write(directory.resolve("voices/one.bin"), this.model.content("voices/one.bin"));
        this.file = this.root.resolve("models/test-model/model.bin");
    }

    @Test
    void filesAreCopiedFromADirectoryOfTheOperators() {
        assertThat(store().state(this.model.entry())).isInstanceOf(ModelState.Absent.class);

        Path directory = pull();

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(directory.resolve("voices/one.bin")).hasBinaryContent(this.model.content("voices/one.bin"));
        assertThat(store().state(this.model.entry())).isEqualTo(new ModelState.Ready(302_000));
        assertThat(store().bytesOnDisk(this.model.entry())).isGreaterThanOrEqualTo(302_000);
    }

    @Test
    void aDirectoryWithAnotherFileIsPassedOverAndLeftAlone(@TempDir Path wrong) throws IOException {
        Path other = Files.createDirectories(wrong.resolve("test-model")).resolve("model.bin");
        Files.write(other, new byte[300_000]);

        Path directory = store(List.of(wrong, this.originals)).pull(this.model.entry(), this.listener,
                Cancellation.never());

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.listener.messages()).singleElement().asString().contains(other.toString(), "sha256");
        assertThat(other).hasSize(300_000);
    }

    @Test
    void whatNoSourceHasIsNamed() throws IOException {
        Files.delete(this.originals.resolve("test-model/voices/one.bin"));

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(this::pull)
            .withMessageContaining("voices/one.bin of test-model");
        assertThat(store().state(this.model.entry())).isEqualTo(new ModelState.Partial(300_000));
    }

    @Test
    void aTruncatedFileIsNamedRemovedAndFetchedAgain() throws IOException {
        pull();
        try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE)) {
            channel.truncate(1000);
        }

        assertThat(store().state(this.model.entry())).isEqualTo(new ModelState.Partial(2000));
        pull();

        assertThat(this.file).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.listener.messages()).singleElement()
            .isEqualTo("model.bin of test-model is damaged and was removed: it has 1000 bytes, not 300000.");
    }

    @Test
    void aFileThatChangedIsReadAgainAndFetchedAgain() throws IOException {
        pull();
        damage();

        pull();

        assertThat(this.file).hasBinaryContent(this.model.content("model.bin"));
        assertThat(this.listener.messages()).singleElement().asString().contains("model.bin", "sha256");
    }

    @Test
    void aFileThatOnlyLooksNewIsKept() throws IOException {
        pull();
        Files.setLastModifiedTime(this.file, FileTime.fromMillis(1_000_000));
        Files.delete(this.originals.resolve("test-model/model.bin"));

        pull();

        assertThat(store().state(this.model.entry())).isInstanceOf(ModelState.Ready.class);
        assertThat(this.listener.messages()).isEmpty();
    }

    @Test
    void damageThatLeavesSizeAndTimeIsFoundByVerify() throws IOException {
        pull();
        FileTime modified = Files.getLastModifiedTime(this.file);
        damage();
        Files.setLastModifiedTime(this.file, modified);
        // a start believes the marker: it does not read hundreds of megabytes
        assertThat(store().state(this.model.entry())).isInstanceOf(ModelState.Ready.class);

        List<String> removed = store().verify(this.model.entry(), this.listener, Cancellation.never());

        assertThat(removed).containsExactly("model.bin");
        assertThat(this.listener.messages()).singleElement().asString().contains("model.bin", "sha256");
        assertThat(this.file).doesNotExist();
        pull();
        assertThat(this.file).hasBinaryContent(this.model.content("model.bin"));
        assertThat(store().verify(this.model.entry(), this.listener, Cancellation.never())).isEmpty();
    }

    @Test
    void aStoreWithoutItsMarkerIsVerifiedAndNotFetched() throws IOException {
        pull();
        Files.delete(this.root.resolve("models/test-model/.verified.json"));
        Files.delete(this.originals.resolve("test-model/model.bin"));

        assertThat(pull().resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
    }

    @Test
    void whatAProcessLeftThatWasKilledAtTheVeryEndIsRemoved() throws IOException {
        pull();
        Path left = Files.createDirectories(this.root.resolve("models/test-model/.partial/packages"));
        Files.write(left.resolve("pip-large-1.0.0"), new byte[1000]);

        pull();

        assertThat(left.getParent()).doesNotExist();
    }

    @Test
    void removingAModelRemovesAllOfItAndSaysHowMuch() {
        pull();

        assertThat(store().remove(this.model.entry())).isGreaterThanOrEqualTo(302_000);

        assertThat(this.root.resolve("models/test-model")).doesNotExist();
        assertThat(store().state(this.model.entry())).isInstanceOf(ModelState.Absent.class);
        assertThat(store().remove(this.model.entry())).isZero();
    }

    @Test
    void removingAModelThatIsALinkLeavesWhatItLeadsTo(@TempDir Path elsewhere) throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("model.bin"), "precious");
        Files.createDirectories(this.root.resolve("models"));
        Files.createSymbolicLink(this.root.resolve("models/test-model"), elsewhere);

        store().remove(this.model.entry());

        assertThat(precious).hasContent("precious");
        assertThat(this.root.resolve("models/test-model")).doesNotExist();
    }

    @Test
    void aModelThatIsBeingFetchedIsNotRemoved() {
        pull();

        try (StoreLock held = StoreLock.acquire(this.root.resolve("locks/test-model.lock"), Cancellation.never())) {
            assertThatExceptionOfType(CatalogException.ModelBusy.class)
                .isThrownBy(() -> store().remove(this.model.entry()));
        }
        assertThat(this.file).exists();
    }

    @Test
    void aDiskWithoutRoomIsSaidBeforeAnythingIsWritten() {
        ModelStore store = new ModelStore(this.root, settings(List.of(this.originals)).withSpace((directory) -> 1_999));

        assertThatExceptionOfType(CatalogException.DiskFull.class)
            .isThrownBy(() -> store.pull(this.model.entry(), this.listener, Cancellation.never()))
            .withMessage("The disk is full: fetching test-model needs 302000 bytes and 1999 are available.")
            .satisfies((ex) -> assertThat(ex.neededBytes()).isEqualTo(302_000));
        assertThat(this.file).doesNotExist();
        assertThat(store.state(this.model.entry())).isInstanceOf(ModelState.Absent.class);
    }

    @Test
    void aLicenceIsAcceptedOnceBeforeAnythingIsFetched() {
        this.model.withAcceptance();

        assertThatExceptionOfType(CatalogException.LicenceNotAccepted.class).isThrownBy(this::pull)
            .withMessageContainingAll("MIT", "test-model", "Made by the test.");
        assertThat(this.file).doesNotExist();
        store().acceptLicence(this.model.entry());

        assertThat(pull()).isDirectoryContaining("glob:**model.bin");
        assertThat(store().isLicenceAccepted(this.model.entry())).isTrue();
    }

    @Test
    void theStoreIsWhereTheEnvironmentSays() {
        assertThat(ModelStore.defaultRoot(Map.of("PARLEY_HOME", "/srv/parley"))).isEqualTo(Path.of("/srv/parley"));
        assertThat(ModelStore.defaultRoot(Map.of())).isEqualTo(Path.of(System.getProperty("user.home"), ".parley"));
        assertThat(StoreSettings.fromEnvironment(Map.of("PARLEY_MODEL_DIRECTORIES", "/a, /b")).directories())
            .containsExactly(Path.of("/a"), Path.of("/b"));
    }

    /** Changes one byte. */
    private void damage() throws IOException {
        byte[] content = this.model.content("model.bin").clone();
        content[150_000] ^= 1;
        Files.write(this.file, content);
    }

    private Path pull() {
        return store().pull(this.model.entry(), this.listener, Cancellation.never());
    }

    private ModelStore store() {
        return store(List.of(this.originals));
    }

    private ModelStore store(List<Path> directories) {
        return new ModelStore(this.root, settings(directories));
    }

    private static StoreSettings settings(List<Path> directories) {
        return StoreSettings.fromEnvironment(Map.of()).withDirectories(directories);
    }

}
