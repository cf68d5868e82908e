package io.parley.tts.config;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set of the speech service.
 *
 * @param maxInput most characters of a text; OpenAI's limit by default
 * @param prepare whether the default model is fetched and loaded at start
 * @param aliases further names of models: name to a model's id
 */
@ConfigurationProperties("parley.tts")
public record TtsProperties(@DefaultValue("4096") int maxInput, @DefaultValue("true") boolean prepare,
        @DefaultValue Map<String, String> aliases) {

}
