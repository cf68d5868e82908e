package io.parley.tts.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

import io.parley.audio.AudioEncoders;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Synthesis;
import io.parley.tts.mapping.SpeechRequest;
import io.parley.tts.mapping.StreamFormat;
import io.parley.web.connection.HangUps;
import io.parley.web.error.Failures;
import io.parley.web.stream.EventStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with sound while it is made. */
@Component
class SpeechAnswers {

    private final AudioEncoders encoders;

    private final HangUps hangUps;

    private final Failures failures;

    private final JsonMapper json;

    SpeechAnswers(AudioEncoders encoders, HangUps hangUps, Failures failures, JsonMapper json) {
        this.encoders = encoders;
        this.hangUps = hangUps;
        this.failures = failures;
        this.json = json;
    }

    /**
     * Answers a request, whose body has been read. What fails once sound has been sent is
     * told in an event, or breaks the answer off; the status has been sent by then.
     */
    void answer(SpeechRequest asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        SpokenAnswer answer = (asked.streamFormat() == StreamFormat.SSE)
                ? new SpokenEvents(new EventStream(request, response, this.json), this.failures)
                : new SpokenBytes(request, response, asked.format());
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
            if (!response.isCommitted() || !answer.failed(ex)) {
                throw ex;
            }
        }
    }

    private Synthesis speak(SpeechRequest asked, SpokenAnswer answer, HttpServletRequest request) {
        Cancellation cancellation = new Cancellation();
        try (HangUps.Watch _ = this.hangUps.watch(request, cancellation::cancel);
                LazyEncoder encoder = new LazyEncoder(this.encoders, asked.format(), answer)) {
            Synthesis spoken = asked.synthesizer().synthesize(asked.input(), asked.options(), encoder, cancellation);
            encoder.finish();
            return spoken;
        }
    }

}
