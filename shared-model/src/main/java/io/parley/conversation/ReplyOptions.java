package io.parley.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of an answer.
 *
 * @param voice to speak it with as well as to write it, a voice's id or alias; null to
 * write alone
 * @param writing how its words are found
 */
public record ReplyOptions(@Nullable String voice, WritingOptions writing) {

    /** Whether the answer is to be spoken. */
    public boolean spoken() {
        return this.voice != null;
    }

}
