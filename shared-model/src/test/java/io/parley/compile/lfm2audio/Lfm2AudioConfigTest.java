package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.parley.compile.ConfigReader;
import io.parley.weights.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint directory's config.json. */
class Lfm2AudioConfigTest {

    @TempDir
    Path directory;

    @Test
    void theTinyModelsConfigurationIsRead() {
        Lfm2AudioConfig config = TinyLfm2Audio.config();
        assertThat(config.backbone().width()).isEqualTo(64);
        assertThat(config.backbone().feedForward()).isEqualTo(128);
        assertThat(config.backbone().headWidth()).isEqualTo(16);
        assertThat(config.backbone().attentionLayers()).isEqualTo(List.of(2, 4));
        assertThat(config.backbone().convolutionLayers()).isEqualTo(List.of(0, 1, 3, 5));
        assertThat(config.depthformer()).isEqualTo(new DepthformerConfig(2, 512, true));
        assertThat(config.depthformer().feedForward()).isEqualTo(1536);
        assertThat(config.encoder()).isEqualTo(new EncoderConfig(128, 2, 64, 4, 4, 32, 9, false));
        assertThat(config.preprocessor()).isEqualTo(new PreprocessorConfig(16_000, 400, 160, 512, 128));
        assertThat(List.of(config.codebooks(), config.interleavedText(), config.interleavedAudio()))
            .isEqualTo(List.of(8, 6, 12));
    }

    @Test
    void theDetokenizersConfigurationIsRead() {
        Lfm2Config config = Lfm2Config
            .read(ConfigReader.open(TinyLfm2Audio.directory().resolve("audio_detokenizer/config.json")));
        assertThat(config.window()).isEqualTo(30);
        assertThat(config.layers().get(2)).isEqualTo(LayerKind.SLIDING_ATTENTION);
        assertThat(config.attentionLayers()).isEqualTo(List.of(2, 4, 6));
    }

    /** The published sizes, as the specification has them. */
    @Test
    void feedForwardWidthsAreDerived() throws IOException {
        edit("\"block_ff_dim\": 192", "\"block_ff_dim\": 12288", "\"block_multiple_of\": 16",
                "\"block_multiple_of\": 256");
        assertThat(Lfm2AudioConfig.read(this.directory).backbone().feedForward()).isEqualTo(8192);
        edit("\"block_ff_dim\": 192", "\"block_ff_dim\": 3328", "\"block_multiple_of\": 16",
                "\"block_multiple_of\": 256");
        assertThat(Lfm2AudioConfig.read(this.directory).backbone().feedForward()).isEqualTo(2304);
        edit("\"block_auto_adjust_ff_dim\": true", "\"block_auto_adjust_ff_dim\": false");
        assertThat(Lfm2AudioConfig.read(this.directory).backbone().feedForward()).isEqualTo(192);
        edit("\"block_ff_dim\": 192,", "", "\"intermediate_size\": 192", "\"intermediate_size\": 240");
        assertThat(Lfm2AudioConfig.read(this.directory).backbone().feedForward()).isEqualTo(160);
        assertThat(new DepthformerConfig(6, 1024, true).feedForward()).isEqualTo(2816);
    }

    @ParameterizedTest
    @CsvSource({ "codebooks, codebooks", "hidden_size, lfm.hidden_size", "layer_types, lfm.layer_types",
            "d_model, encoder.d_model", "dim, depthformer.dim", "n_fft, preprocessor.n_fft",
            "interleaved_n_audio, interleaved_n_audio", "reduction, encoder.reduction" })
    void aMissingKeyIsNamed(String key, String fullKey) throws IOException {
        edit("\"" + key + "\"", "\"another\"");
        assertThatThrownBy(() -> Lfm2AudioConfig.read(this.directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("'" + fullKey + "' is missing")
            .hasMessageContaining("config.json");
    }

    @Test
    void anotherArchitectureIsNamed() throws IOException {
        edit("Lfm2AudioForConditionalGeneration", "Lfm3AudioForConditionalGeneration");
        assertThatThrownBy(() -> Lfm2AudioConfig.read(this.directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("Lfm3AudioForConditionalGeneration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"rel_pos\" | \"abs_pos\" | encoder.self_attention_model",
            "\"full_attention\" | \"mamba\" | mamba",
            "\"num_hidden_layers\": 6 | \"num_hidden_layers\": 7 | lfm.layer_types",
            "\"conv_bias\": false | \"conv_bias\": true | lfm.conv_bias",
            "\"hidden_size\": 64 | \"hidden_size\": \"64\" | lfm.hidden_size",
            "\"hidden_size\": 64 | \"hidden_size\": 72 | lfm.num_attention_heads",
            "\"num_key_value_heads\": 2 | \"num_key_value_heads\": 3 | lfm.num_key_value_heads",
            "\"dim\": 512 | \"dim\": 256 | depthformer.dim", "\"layers\": 2 | \"layers\": 0 | depthformer.layers" })
    void whatTheGraphsDoNotImplementIsNamed(String original, String edited, String named) throws IOException {
        edit(original, edited);
        assertThatThrownBy(() -> Lfm2AudioConfig.read(this.directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{\"architectures\":" })
    void whatIsNoObjectIsRefused(String content) throws IOException {
        Files.writeString(this.directory.resolve("config.json"), content);
        assertThatThrownBy(() -> Lfm2AudioConfig.read(this.directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("config.json");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> Lfm2AudioConfig.read(this.directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("config.json");
    }

    /** Writes the tiny model's configuration with replacements, in pairs. */
    private void edit(String... replacements) throws IOException {
        String config = Files.readString(TinyLfm2Audio.directory().resolve("config.json"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(config).contains(replacements[i]);
            config = config.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(this.directory.resolve("config.json"), config);
    }

}
