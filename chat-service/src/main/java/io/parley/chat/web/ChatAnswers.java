package io.parley.chat.web;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CancellationException;

import io.parley.audio.AudioEncoders;
import io.parley.chat.mapping.ChatRequest;
import io.parley.chat.mapping.ChatRequest.Delivery;
import io.parley.chat.memory.SpokenAnswers;
import io.parley.conversation.Reply;
import io.parley.web.error.ApiError;
import io.parley.web.error.Failures;
import io.parley.web.shutdown.CallerWork;
import io.parley.web.sound.LazyEncoder;
import io.parley.web.stream.EventStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers conversations, as a whole or while the answer is made. */
@Component
class ChatAnswers {

    /** Of events, so that an answer is made no further ahead than a caller reads. */
    private static final int MOST_WAITING = 256;

    private final AudioEncoders encoders;

    private final SpokenAnswers memory;

    private final CallerWork work;

    private final Failures failures;

    private final JsonMapper json;

    ChatAnswers(AudioEncoders encoders, SpokenAnswers memory, CallerWork work, Failures failures, JsonMapper json) {
        this.encoders = encoders;
        this.memory = memory;
        this.work = work;
        this.failures = failures;
        this.json = json;
    }

    /** Answers when the answer is whole. */
    ChatCompletion whole(ChatRequest asked, HttpServletRequest request) throws IOException {
        AnswerHead head = AnswerHead.now(asked.name());
        WholeAnswer answer = new WholeAnswer();
        Reply reply = this.work.run(request,
                (cancellation) -> asked.model().respond(asked.turns(), asked.options(), answer, cancellation));
        ChatCompletion.Message message;
        if (asked.options().spoken() && !(answer.hasCalls() && reply.answer().text().isEmpty())) {
            String id = this.memory.newId();
            message = answer.spoken(reply, id, this.memory.keep(id, reply.answer()), this.encoders, asked.format());
        }
        else {
            message = answer.written(reply);
        }
        return ChatCompletion.of(head, message, AnswerHead.reason(reply.finish()),
                ChatUsage.of(reply.answer().usage()));
    }

    /**
     * Answers in events. What fails after the first is told in one, since the status has
     * been sent by then.
     */
    void streamed(ChatRequest asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (EventStream events = new EventStream(request, response, this.json, MOST_WAITING)) {
            try {
                stream(asked, events, request);
            }
            catch (CancellationException gone) {
                throw gone;
            }
            catch (RuntimeException ex) {
                if (!events.hasBegun()) {
                    throw ex;
                }
                events.sendWhenRead(new ApiError.Envelope(this.failures.of(ex).error()));
            }
        }
    }

    private void stream(ChatRequest asked, EventStream events, HttpServletRequest request) throws IOException {
        String audioId = asked.options().spoken() ? this.memory.newId() : null;
        StreamedAnswer answer = new StreamedAnswer(AnswerHead.now(asked.name()), audioId, events);
        Reply reply = this.work.run(request, (cancellation) -> {
            try (LazyEncoder encoder = new LazyEncoder(this.encoders, asked.format(), answer)) {
                answer.encodeWith(encoder);
                Reply given = asked.model().respond(asked.turns(), asked.options(), answer, cancellation);
                encoder.finish();
                return given;
            }
        });
        Instant expires = (audioId != null) ? this.memory.keep(audioId, reply.answer()) : null;
        answer.done(reply, expires, asked.delivery() == Delivery.STREAMED_WITH_USAGE);
    }

}
