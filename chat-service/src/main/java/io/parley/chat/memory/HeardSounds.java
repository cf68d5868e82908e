package io.parley.chat.memory;

import io.parley.chat.config.ChatProperties;
import io.parley.conversation.Heard;
import io.parley.conversation.HeardMemory;
import io.parley.conversation.HeardSound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The words of messages in speech, within the bounds of spoken answers. */
@Component
final class HeardSounds implements HeardMemory {

    private final RecentEntries<HeardSound, Heard> heard;

    HeardSounds(ChatProperties properties) {
        this.heard = new RecentEntries<>(properties.answers());
    }

    @Override
    public @Nullable Heard find(HeardSound sound) {
        return this.heard.find(sound);
    }

    @Override
    public void keep(HeardSound sound, Heard words) {
        this.heard.put(sound, words, 2L * words.text().length());
    }

}
