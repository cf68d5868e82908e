package io.parley.chat.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.config.ChatProperties;
import io.parley.speech.SpeechReply;
import org.springframework.stereotype.Component;

/**
 * Spoken answers by id, so that a later turn can refer to one. They are forgotten after a
 * time, and the oldest earlier than that if there are too many. Only what a model needs
 * to see again is kept, not the sound itself. Thread-safe.
 */
@Component
public final class SpokenAnswers {

    /** What a token or a frame of sound may take. */
    private static final int ITEM_BYTES = 100;

    private final Cache<String, SpeechReply> answers;

    private final Duration keep;

    SpokenAnswers(ChatProperties properties) {
        ChatProperties.Answers settings = properties.answers();
        this.keep = settings.keep();
        Bounds bounds = new Bounds(settings);
        this.answers = Caffeine.newBuilder()
            .expireAfterWrite(this.keep)
            .maximumWeight(bounds.bytes())
            .weigher((String _, SpeechReply answer) -> bounds.weight(bytes(answer)))
            .build();
    }

    private static int bytes(SpeechReply answer) {
        SpeechReply.TokenUsage usage = answer.usage();
        return 2 * answer.text().length() + ITEM_BYTES * (usage.text() + usage.audio());
    }

    /** An id for an answer that is about to be given. */
    public String newId() {
        return "audio_" + UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * Remembers an answer.
     * @return until when, unless there are too many
     */
    public Instant keep(String id, SpeechReply answer) {
        this.answers.put(id, answer);
        return Instant.now().plus(this.keep);
    }

    /** Finds an answer; empty if it was never given here or is forgotten. */
    public Optional<SpeechReply> find(String id) {
        return Optional.ofNullable(this.answers.getIfPresent(id));
    }

}
