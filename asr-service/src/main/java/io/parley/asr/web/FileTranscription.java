package io.parley.asr.web;

import java.io.InputStream;

import io.parley.asr.config.AsrProperties;
import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcription;
import org.springframework.stereotype.Component;

/** Decodes a file and has it transcribed, if the model can do what is asked. */
@Component
class FileTranscription {

    /** What every {@link io.parley.speech.Transcriber} listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    private final AudioDecoder decoder;

    private final AudioLimits limits;

    FileTranscription(AudioDecoder decoder, AsrProperties properties) {
        this.decoder = decoder;
        this.limits = properties.limits();
    }

    Transcription of(InputStream encoded, TranscriptionRequest asked, Cancellation cancellation) {
        asked.transcriber().check(asked.options(), cancellation);
        try (PcmSource audio = this.decoder.decode(encoded, SAMPLE_RATE, this.limits)) {
            return asked.transcriber().transcribe(audio, asked.options(), cancellation);
        }
    }

}
