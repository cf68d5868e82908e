package io.parley.asr.web;

import java.io.IOException;
import java.io.InputStream;

import io.parley.asr.config.AsrProperties;
import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSink;
import io.parley.web.error.FailureException;
import io.parley.web.shutdown.CallerWork;
import io.parley.web.usage.UsageCount;
import io.parley.web.usage.UsageMeter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Decodes an uploaded file and has it transcribed, if the model can do what is asked.
 */
@Component
class FileTranscription {

    /** What every {@link io.parley.speech.Transcriber} listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    private final AudioDecoder decoder;

    private final AudioLimits limits;

    private final CallerWork work;

    private final UsageMeter meter;

    FileTranscription(AudioDecoder decoder, AsrProperties properties, CallerWork work, UsageMeter meter) {
        this.decoder = decoder;
        this.limits = properties.limits();
        this.work = work;
        this.meter = meter;
    }

    /**
     * Transcribes.
     * @param file of the form, or null if it has none
     * @param asked what the form asks for
     * @param request that brought the form
     * @param sink takes the text as it is decided
     */
    Transcription of(@Nullable MultipartFile file, TranscriptionRequest asked, HttpServletRequest request,
            TranscriptSink sink) throws IOException {
        if (file == null) {
            throw FailureException.badField("file", "The field 'file' is required, as a part with a file name.");
        }
        if (file.isEmpty()) {
            throw FailureException.badField("file", "The file is empty.");
        }
        return this.work.run(request, (cancellation) -> {
            try (InputStream encoded = file.getInputStream(); UsageCount count = this.meter.count(request)) {
                TranscriptionRequest agreed = asked.agreed(cancellation);
                try (PcmSource audio = count.heard(this.decoder.decode(encoded, SAMPLE_RATE, this.limits))) {
                    Transcription heard = agreed.transcriber().transcribe(audio, agreed.options(), sink, cancellation);
                    count.tokens(heard.usage().audio() + heard.usage().prompt(), heard.usage().output());
                    return heard;
                }
            }
        });
    }

}
