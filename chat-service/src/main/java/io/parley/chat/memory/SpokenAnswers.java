package io.parley.chat.memory;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.parley.chat.config.ChatProperties;
import io.parley.concurrent.Requester;
import io.parley.speech.SpeechReply;
import org.springframework.stereotype.Component;

/**
 * Spoken answers by id, so that a later turn of the same requester can refer to one. Only
 * what a model needs to see again is kept, not the sound itself. Thread-safe.
 */
@Component
public final class SpokenAnswers {

    /** What a token or a frame of sound may take. */
    private static final long ITEM_BYTES = 100;

    private final RecentEntries<Key, SpeechReply> answers;

    SpokenAnswers(ChatProperties properties) {
        this.answers = new RecentEntries<>(properties.answers());
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
        SpeechReply.TokenUsage usage = answer.usage();
        this.answers.put(Key.of(id), answer, 2L * answer.text().length() + ITEM_BYTES * (usage.text() + usage.audio()));
        return Instant.now().plus(this.answers.keep());
    }

    /**
     * Finds an answer; empty if it was never given here, or to somebody else, or is
     * forgotten.
     */
    public Optional<SpeechReply> find(String id) {
        return Optional.ofNullable(this.answers.find(Key.of(id)));
    }

    private record Key(Requester requester, String id) {

        static Key of(String id) {
            return new Key(Requester.current(), id);
        }

    }

}
