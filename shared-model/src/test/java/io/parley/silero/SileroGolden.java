package io.parley.silero;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.parley.speech.VoiceActivityOptions;

/** What the reference hears; made by bench/reference/silero_golden.py. */
record SileroGolden(List<Clip> clips) {

    static SileroGolden read() {
        try (InputStream in = Objects.requireNonNull(SileroGolden.class.getResourceAsStream("silero-golden.json"))) {
            return new JsonMapper().readValue(in, SileroGolden.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    record Clip(String clip, List<Float> probabilities, List<Timestamps> timestamps) {
    }

    record Timestamps(double threshold, @JsonProperty("neg_threshold") @Nullable Double negThreshold,
            @JsonProperty("min_speech_duration_ms") long minSpeech,
            @JsonProperty("min_silence_duration_ms") long minSilence, @JsonProperty("speech_pad_ms") long padding,
            List<List<Long>> spans) {

        VoiceActivityOptions options() {
            double end = (this.negThreshold != null) ? this.negThreshold
                    : VoiceActivityOptions.endThreshold(this.threshold);
            return new VoiceActivityOptions(this.threshold, Duration.ofMillis(this.padding),
                    Duration.ofMillis(this.minSilence), end, Duration.ofMillis(this.minSpeech), null);
        }

    }

}
