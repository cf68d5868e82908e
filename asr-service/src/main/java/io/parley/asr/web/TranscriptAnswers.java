package io.parley.asr.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

import io.parley.asr.format.ResponseFormat;
import io.parley.asr.format.TranscriptFormatter;
import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSink;
import io.parley.web.error.ApiError;
import io.parley.web.error.Failures;
import io.parley.web.stream.EventStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a file's words, when all are known or as they come to be. */
@Component
class TranscriptAnswers {

    /** Of events of a few words, which a caller who reads never comes near. */
    private static final int MOST_WAITING = 4096;

    private final FileTranscription transcription;

    private final Failures failures;

    private final JsonMapper json;

    private final TranscriptFormatter formatter;

    TranscriptAnswers(FileTranscription transcription, Failures failures, JsonMapper json) {
        this.transcription = transcription;
        this.failures = failures;
        this.json = json;
        this.formatter = new TranscriptFormatter(json);
    }

    /**
     * Answers at the end. The content type is set, not negotiated: clients that accept
     * only JSON ask for text.
     */
    ResponseEntity<String> whole(@Nullable MultipartFile file, TranscriptionRequest asked, HttpServletRequest request)
            throws IOException {
        Transcription heard = this.transcription.of(file, asked, request, TranscriptSink.none());
        return ResponseEntity.ok()
            .contentType(contentType(asked.presentation().format()))
            .body(this.formatter.format(heard, asked.presentation()));
    }

    /**
     * Answers with events. What fails once they have begun is the last of them; the
     * status has been sent by then.
     */
    void streamed(@Nullable MultipartFile file, TranscriptionRequest asked, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        try (EventStream events = new EventStream(request, response, this.json, MOST_WAITING)) {
            StreamedTranscript transcript = new StreamedTranscript(events, asked.presentation().logprobs());
            try {
                transcript.done(this.transcription.of(file, asked, request, transcript));
            }
            catch (CancellationException gone) {
                throw gone;
            }
            catch (RuntimeException ex) {
                if (!events.hasBegun()) {
                    throw ex;
                }
                events.send(new ApiError.Envelope(this.failures.of(ex).error()));
            }
        }
    }

    private static MediaType contentType(ResponseFormat format) {
        MediaType type = MediaType.valueOf(format.contentType());
        return type.equals(MediaType.APPLICATION_JSON) ? type : new MediaType(type, StandardCharsets.UTF_8);
    }

}
