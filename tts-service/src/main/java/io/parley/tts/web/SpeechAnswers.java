package io.parley.tts.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

import io.parley.audio.AudioEncoders;
import io.parley.speech.Synthesis;
import io.parley.tts.mapping.SpeechRequest;
import io.parley.tts.mapping.StreamFormat;
import io.parley.web.error.Failures;
import io.parley.web.shutdown.CallerWork;
import io.parley.web.sound.LazyEncoder;
import io.parley.web.stream.EventStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with sound while it is made. */
@Component
class SpeechAnswers {

    /**
     * Of events of sound, so that speech is made no further ahead than a caller reads.
     */
    private static final int MOST_WAITING = 64;

    private final AudioEncoders encoders;

    private final CallerWork work;

    private final Failures failures;

    private final JsonMapper json;

    SpeechAnswers(AudioEncoders encoders, CallerWork work, Failures failures, JsonMapper json) {
        this.encoders = encoders;
        this.work = work;
        this.failures = failures;
        this.json = json;
    }

    /**
     * Answers a request, whose body has been read. What fails once sound has been sent is
     * told in an event, or breaks the answer off; the status has been sent by then.
     */
    void answer(SpeechRequest asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (asked.streamFormat() == StreamFormat.SSE) {
            try (EventStream events = new EventStream(request, response, this.json, MOST_WAITING)) {
                answer(asked, new SpokenEvents(events, this.failures), request);
            }
        }
        else {
            answer(asked, new SpokenBytes(request, response, asked.format()), request);
        }
    }

    private void answer(SpeechRequest asked, SpokenAnswer answer, HttpServletRequest request) throws IOException {
        try {
            answer.done(speak(asked, answer, request));
        }
        catch (CancellationException gone) {
            throw gone;
        }
        catch (UncheckedIOException ex) {
            CancellationException gone = new CancellationException("the caller has gone");
            gone.initCause(ex);
            throw gone;
        }
        catch (RuntimeException ex) {
            if (!answer.failed(ex)) {
                throw ex;
            }
        }
    }

    private Synthesis speak(SpeechRequest asked, SpokenAnswer answer, HttpServletRequest request) throws IOException {
        return this.work.run(request, (cancellation) -> {
            try (LazyEncoder encoder = new LazyEncoder(this.encoders, asked.format(), answer)) {
                Synthesis spoken = asked.synthesizer()
                    .synthesize(asked.input(), asked.options(), encoder, cancellation);
                encoder.finish();
                return spoken;
            }
        });
    }

}
