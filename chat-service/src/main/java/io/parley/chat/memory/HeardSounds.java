package io.parley.chat.memory;

import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.config.ChatProperties;
import io.parley.conversation.Heard;
import io.parley.conversation.HeardSound;
import org.springframework.stereotype.Component;

/**
 * The words of sounds that were heard before: callers send all of a conversation again at
 * each turn. As long as spoken answers, and within the same bounds. Thread-safe.
 */
@Component
public final class HeardSounds {

    private final Map<HeardSound, Heard> words;

    HeardSounds(ChatProperties properties) {
        Bounds bounds = new Bounds(properties.answers());
        this.words = Caffeine.newBuilder()
            .expireAfterAccess(properties.answers().keep())
            .maximumWeight(bounds.bytes())
            .weigher((HeardSound _, Heard heard) -> bounds.weight(2 * heard.text().length()))
            .<HeardSound, Heard>build()
            .asMap();
    }

    /** By sound; what is put in may be gone at any time. */
    public Map<HeardSound, Heard> words() {
        return this.words;
    }

}
