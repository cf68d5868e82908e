package io.parley.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceAcceptanceTest {

    private final CatalogEntry entry = Catalog.builtIn().entry("lfm2-audio-1.5b");

    private final StringWriter shown = new StringWriter();

    @TempDir
    Path root;

    private ModelStore store;

    @BeforeEach
    void open() {
        this.store = new ModelStore(this.root, StoreSettings.fromEnvironment(Map.of()));
    }

    @Test
    void whatIsAcceptedByFlagIsShownOnceAndHolds() {
        acceptance(null).require(this.entry, true);

        assertThat(this.shown.toString()).contains(this.entry.licence().conditions())
            .contains("LICENSE of LiquidAI/LFM2-Audio-1.5B");
        assertThat(this.store.isLicenceAccepted(this.entry)).isTrue();
        this.shown.getBuffer().setLength(0);
        acceptance(null).require(this.entry, false);
        assertThat(this.shown.toString()).isEmpty();
        assertThat(this.store.isLicenceAccepted(Catalog.builtIn().entry("lfm2.5-audio-1.5b"))).isFalse();
    }

    @Test
    void aPersonMayAcceptByHand() {
        acceptance((question) -> " Yes ").require(this.entry, false);

        assertThat(this.store.isLicenceAccepted(this.entry)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "no", "", "y", "yesterday" })
    void anythingElseIsNoAcceptance(String answer) {
        assertThatExceptionOfType(CatalogException.LicenceNotAccepted.class)
            .isThrownBy(() -> acceptance((question) -> answer).require(this.entry, false));
        assertThat(this.store.isLicenceAccepted(this.entry)).isFalse();
    }

    @Test
    void aModelThatAsksForNothingShowsNothing() {
        acceptance(null).require(Catalog.builtIn().entry("whisper-base"), false);

        assertThat(this.shown.toString()).isEmpty();
    }

    private LicenceAcceptance acceptance(UnaryOperator<String> ask) {
        return new LicenceAcceptance(this.store, new PrintWriter(this.shown), ask);
    }

}
