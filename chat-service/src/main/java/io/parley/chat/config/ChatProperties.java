package io.parley.chat.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.parley.conversation.ConversationModels;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator can set of the conversation service.
 *
 * @param maxBody most bytes of a request, sound in Base64 included
 * @param maxDuration longest sound of a request, all its parts together
 * @param prepare whether the cascade's models are fetched and loaded at start
 * @param cascade which models the cascade is made of
 * @param answers how long spoken answers are remembered, and the words of messages in
 * speech
 * @param upstream a language model elsewhere
 * @param realtime bounds of sessions over a socket
 * @param aliases further names of models: name to a model's id
 */
@ConfigurationProperties("parley.chat")
public record ChatProperties(@DefaultValue("26214400B") DataSize maxBody, @DefaultValue("10m") Duration maxDuration,
        @DefaultValue("true") boolean prepare, @DefaultValue Cascade cascade, @DefaultValue Answers answers,
        @DefaultValue Upstream upstream, @DefaultValue Realtime realtime, @DefaultValue Map<String, String> aliases) {

    /**
     * Which models the cascade is made of.
     *
     * @param transcriber a transcription model; the first by default
     * @param languageModel a language model; the upstream's by default, else the first
     * @param synthesizer a speech model; the first by default
     */
    public record Cascade(@Nullable String transcriber, @Nullable String languageModel, @Nullable String synthesizer) {

        ConversationModels.Choice choice() {
            return new ConversationModels.Choice(this.transcriber, this.languageModel, this.synthesizer);
        }

    }

    /**
     * How long spoken answers are remembered, so that later turns can refer to them, and
     * the words of messages in speech, so that they are heard once.
     *
     * @param keep how long
     * @param most how many; beyond, the oldest are forgotten
     * @param memory for all of either kind together
     * @param redis that keeps spoken answers for several replicas as well; each keeps its
     * own alone where there is none
     * @param redisTimeout how long Redis may take to answer
     */
    public record Answers(@DefaultValue("1h") Duration keep, @DefaultValue("10000") int most,
            @DefaultValue("64MB") DataSize memory, @Nullable URI redis, @DefaultValue("250ms") Duration redisTimeout) {

        /** Without what a log must not show. */
        @Override
        public String toString() {
            return "Answers[keep=%s, most=%d, memory=%s]".formatted(this.keep, this.most, this.memory);
        }

    }

    /**
     * Bounds of sessions over a socket.
     *
     * @param longest session
     * @param idle how long a client may send nothing
     * @param longestEvent most bytes of a client's event
     * @param sendBuffer bytes that may wait for a client to read them
     * @param mostSound of the caller's turns that a session keeps
     * @param ahead on how many turns of callers work begins at once in a pause that is
     * not yet as long as the silence that ends them; 0 for none
     * @param transcribers further names of transcription models: name to a model's id
     */
    public record Realtime(@DefaultValue("60m") Duration longest, @DefaultValue("10m") Duration idle,
            @DefaultValue("21MB") DataSize longestEvent, @DefaultValue("16MB") DataSize sendBuffer,
            @DefaultValue("20m") Duration mostSound, @DefaultValue("1") int ahead,
            @DefaultValue Map<String, String> transcribers) {
    }

    /**
     * A language model on an OpenAI-compatible server.
     *
     * @param baseUrl of the server's API, as {@code http://127.0.0.1:11434/v1}
     * @param apiKey that the server wants, or null for none
     * @param model by the server's name for it, under which it is offered here, too
     * @param connectTimeout how long the server may take to accept a connection
     * @param answerTimeout how long it may take to begin an answer
     * @param idleTimeout how long it may be silent within an answer
     * @param retries how often an answer that has not begun is tried again
     * @param failures how many failures in a row make it count as down
     * @param pause for which a server that is down is not asked
     */
    public record Upstream(@Nullable URI baseUrl, @Nullable String apiKey, @Nullable String model,
            @DefaultValue("5s") Duration connectTimeout, @DefaultValue("60s") Duration answerTimeout,
            @DefaultValue("30s") Duration idleTimeout, @DefaultValue("2") int retries, @DefaultValue("5") int failures,
            @DefaultValue("15s") Duration pause) {

        /** In logs nobody reads the key. */
        @Override
        public String toString() {
            return "Upstream[baseUrl=%s, model=%s]".formatted(this.baseUrl, this.model);
        }

    }

}
