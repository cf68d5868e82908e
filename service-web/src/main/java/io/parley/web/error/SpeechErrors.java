package io.parley.web.error;

import java.time.Duration;

import io.parley.audio.AudioException;
import io.parley.speech.SpeechException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The typed errors of the speech ports. */
final class SpeechErrors implements ErrorMapping {

    private static final Duration DECODER_RETRY_AFTER = Duration.ofSeconds(2);

    @Override
    public @Nullable Failure map(Throwable error) {
        return switch (error) {
            case AudioException audio -> ofAudio(audio);
            case SpeechException speech -> ofSpeech(speech);
            default -> null;
        };
    }

    private static Failure ofAudio(AudioException error) {
        return switch (error) {
            case AudioException.Undecodable undecodable -> Failure.badField("file", sentence(undecodable));
            case AudioException.TooLong tooLong -> Failure.badField("file", sentence(tooLong));
            case AudioException.TooShort tooShort -> Failure.badField("file", sentence(tooShort));
            case AudioException.UnsupportedRate rate -> Failure.badField("file", sentence(rate));
            case AudioException.TooManyBytes tooMany -> Failure.tooLarge(sentence(tooMany));
            case AudioException.Overloaded overloaded -> Failure.unavailable(sentence(overloaded), DECODER_RETRY_AFTER);
            case AudioException.DecoderFailure _ ->
                Failure.server(HttpStatus.INTERNAL_SERVER_ERROR, "The server's audio decoder failed.");
            case AudioException.EncoderFailure _ ->
                Failure.server(HttpStatus.INTERNAL_SERVER_ERROR, "The server's audio encoder failed.");
        };
    }

    private static Failure ofSpeech(SpeechException error) {
        return switch (error) {
            case SpeechException.UnknownModel unknown -> Failure.unknownModel(sentence(unknown));
            case SpeechException.Unsupported unsupported ->
                Failure.badField(unsupported.field(), sentence(unsupported));
            case SpeechException.ContextExceeded exceeded ->
                Failure.invalid(HttpStatus.BAD_REQUEST, sentence(exceeded), null, "context_length_exceeded");
            case SpeechException.Overloaded overloaded ->
                Failure.unavailable(sentence(overloaded), overloaded.retryAfter());
            case SpeechException.NotFetched notFetched -> Failure.unavailable(sentence(notFetched));
            // the sentence names files and sources: for the log, not for callers
            case SpeechException.ModelUnavailable unavailable -> Failure.server(HttpStatus.INTERNAL_SERVER_ERROR,
                    "The model's files are missing or broken here; whoever runs this server finds why in its log.",
                    unavailable.getMessage());
        };
    }

    private static String sentence(RuntimeException error) {
        String message = error.getMessage();
        return (message != null) ? message : "The request could not be met.";
    }

}
