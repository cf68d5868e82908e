package io.parley.classification.config;

import java.time.Duration;
import java.util.Map;

import io.parley.audio.AudioLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator can set of the classification service.
 *
 * @param maxUpload most bytes of an audio file; that of OpenAI's audio endpoints by
 * default
 * @param maxDuration longest sound
 * @param prepare whether the default model is fetched and loaded at start
 * @param aliases further names of models: name to a model's id
 */
@ConfigurationProperties("parley.classification-service")
public record ClassificationProperties(@DefaultValue("26214400B") DataSize maxUpload,
        @DefaultValue("4h") Duration maxDuration, @DefaultValue("true") boolean prepare,
        @DefaultValue Map<String, String> aliases) {

    /** The two limits together. */
    public AudioLimits limits() {
        return new AudioLimits(this.maxUpload.toBytes(), this.maxDuration);
    }

}
