package io.parley.chat.memory;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.parley.chat.config.ChatProperties;
import io.parley.concurrent.Requester;
import io.parley.speech.SpeechReply;
import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spoken answers by id, so that a later turn of the same requester can refer to one. Only
 * what a model needs to see again is kept, not the sound itself: in this process, and
 * where a Redis is configured, there as well for all replicas. Thread-safe.
 */
@Component
public final class SpokenAnswers implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("audio_[0-9a-f]{32}");

    private final RecentEntries<AnswerKey, SpeechReply> own;

    private final @Nullable RedisAnswers shared;

    SpokenAnswers(ChatProperties properties, JsonMapper json) {
        ChatProperties.Answers answers = properties.answers();
        this.own = new RecentEntries<>(answers);
        this.shared = (answers.redis() != null)
                ? new RedisAnswers(answers.redis(), answers.redisTimeout(), answers.keep(), json) : null;
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
        AnswerKey key = key(id);
        SpeechReply.Own items = answer.own();
        this.own.put(key, answer, 2L * answer.text().length() + ((items != null) ? items.items().length : 0));
        if (this.shared != null) {
            this.shared.keep(key, answer);
        }
        return Instant.now().plus(this.own.keep());
    }

    /**
     * Finds an answer; empty if it was never given, or to somebody else, or is forgotten.
     * @throws FailureException if that cannot be told now, since Redis does not answer
     */
    public Optional<SpeechReply> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        AnswerKey key = key(id);
        SpeechReply given = this.own.find(key);
        if (given == null && this.shared != null) {
            given = this.shared.find(key);
        }
        return Optional.ofNullable(given);
    }

    private static AnswerKey key(String id) {
        return new AnswerKey(id, Requester.current());
    }

    @Override
    public void close() {
        if (this.shared != null) {
            this.shared.close();
        }
    }

}
