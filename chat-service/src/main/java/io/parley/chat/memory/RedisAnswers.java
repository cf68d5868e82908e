package io.parley.chat.memory;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.parley.speech.SpeechReply;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import io.parley.web.redis.RedisConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers in Redis, for all replicas that name the same one; Redis itself forgets them
 * when their time is over. Thread-safe.
 */
final class RedisAnswers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisAnswers.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final RedisConnection redis;

    private final SetArgs time;

    private final JsonMapper json;

    private final AtomicBoolean away = new AtomicBoolean();

    RedisAnswers(URI redis, Duration timeout, Duration keep, JsonMapper json) {
        this.redis = new RedisConnection(redis, timeout);
        this.time = SetArgs.Builder.px(keep);
        this.json = json;
    }

    /** Keeps an answer, unless Redis is away: then it is known to this process alone. */
    void keep(AnswerKey key, SpeechReply answer) {
        try {
            this.redis.get().sync().set(name(key), this.json.writeValueAsBytes(answer), this.time);
            if (this.away.getAndSet(false)) {
                log.warn("Redis answers again: spoken answers are known to all replicas");
            }
        }
        catch (RedisException ex) {
            if (!this.away.getAndSet(true)) {
                log.warn(
                        "Redis does not answer: spoken answers are known to their own replica alone until it does ({})",
                        ex.getMessage());
            }
        }
    }

    /**
     * Finds an answer; null if it is not there.
     * @throws FailureException if Redis is away
     */
    @Nullable SpeechReply find(AnswerKey key) {
        try {
            byte[] answer = this.redis.get().sync().get(name(key));
            return (answer != null) ? this.json.readValue(answer, SpeechReply.class) : null;
        }
        catch (RedisException ex) {
            log.debug("an answer could not be looked for", ex);
            throw new FailureException(Failure.unavailable(
                    "Earlier spoken answers cannot be looked up at the moment; try again, or send the answer's transcript as the message's content instead.",
                    RETRY_AFTER));
        }
    }

    private static String name(AnswerKey key) {
        return "parley:answer:%s:%s".formatted(key.id(), key.requester().id());
    }

    @Override
    public void close() {
        this.redis.close();
    }

}
