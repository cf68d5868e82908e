package io.parley.chat.web;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import io.parley.conversation.Reply;

/**
 * What all parts of an answer say of it.
 *
 * @param id of the answer
 * @param created when it began, in seconds since 1970
 * @param model by the name that was asked for
 */
record AnswerHead(String id, long created, String model) {

    static AnswerHead now(String model) {
        return new AnswerHead("chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(), model);
    }

    /** An ending's name. */
    static String reason(Reply.Finish finish) {
        return finish.name().toLowerCase(Locale.ROOT);
    }

}
