package io.parley.whisper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.concurrent.Cancellation;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptToken;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.speech.TranscriptionOptions.Timestamps;
import io.parley.speech.windows.SpeechWindow;
import io.parley.text.ByteLevelVocabulary;
import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.WindowDecoder;
import io.parley.whisper.decoding.WindowRequest;

/**
 * Transcribes one window of a sound, up to 30 s. It stands for itself, and is heard again
 * from where its text breaks off until there is text for all of it; in two halves if the
 * text is too little for so much speech. For one window, by one thread.
 */
final class WhisperWindowTranscriber {

    private static final int SAMPLES_A_MILLISECOND = LogMelSpectrogram.SAMPLE_RATE / 1_000;

    /** A tenth of a second, in samples. */
    private static final int QUIET = LogMelSpectrogram.SAMPLE_RATE / 10;

    private final WhisperModel model;

    private final TranscriptionOptions options;

    private final List<Integer> prompt;

    private final WordPlacer words;

    private final Supplier<Duration> wordBefore;

    private final SegmentSplitter splitter;

    private final SentencePieces sentences;

    /**
     * Whether sentences are placed by their words rather than by times in the text: the
     * model then says the same as without any times.
     */
    private final boolean aligned;

    private final List<TranscriptSegment> segments = new ArrayList<>();

    private @Nullable String language;

    private @Nullable Double languageProbability;

    private @Nullable Duration lastWord;

    /**
     * Starts a window.
     * @param prompt what the decoder is told of the caller's words
     * @param language null as long as it is not known
     * @param languageProbability how likely it is; null if it was given
     * @param wordBefore where the last word of the windows before ends, once that is
     * known; may wait
     */
    WhisperWindowTranscriber(WhisperModel model, TranscriptionOptions options, List<Integer> prompt,
            @Nullable String language, @Nullable Double languageProbability, Supplier<Duration> wordBefore) {
        this.model = model;
        this.options = options;
        this.prompt = prompt;
        this.language = language;
        this.languageProbability = languageProbability;
        this.wordBefore = wordBefore;
        this.splitter = new SegmentSplitter(model.vocabulary().firstTime());
        this.sentences = new SentencePieces(model.decoding().bytes());
        this.aligned = options.timestamps() != Timestamps.NONE && options.task() == Task.TRANSCRIBE;
        this.words = new WordPlacer(model, options.task());
    }

    /**
     * Transcribes the window.
     * @param window 16 kHz mono, at most 30 s
     */
    WindowTranscript transcribe(SpeechWindow window, Cancellation cancellation) {
        // nothing of it is needed in the next window, and others may go between
        DecoderState state = this.model.borrowState();
        try {
            transcribe(state, window, cancellation);
        }
        finally {
            this.model.giveBack(state);
        }
        return new WindowTranscript(this.segments, this.language, this.languageProbability, lastWord());
    }

    private Duration lastWord() {
        Duration last = this.lastWord;
        return (last != null) ? last : this.wordBefore.get();
    }

    private void transcribe(DecoderState state, SpeechWindow speech, Cancellation cancellation) {
        float[] samples = speech.samples();
        long start = speech.startSample();
        WindowDecoder decoder = new WindowDecoder(this.model.decoding(), state);
        int from = 0;
        while (from < samples.length) {
            int first = from;
            DecodedWindow window = this.model.inSuccession(cancellation,
                    () -> decoder.decode(samples, first, samples.length - first, request(), cancellation));
            String said = this.model.decoding().bytes().text(window.tokens());
            if (new SpeechEvidence(speech.speech().samples()).isAgainst(window, said)) {
                return;
            }
            if (speech.speech().isJudged() && new SpeechEvidence(speech.speech().samplesFrom(from)).isMoreThan(said)) {
                speech.from(from).halves(QUIET).forEach((half) -> transcribe(state, half, cancellation));
                return;
            }
            if (this.language == null && window.tokens().length > 0) {
                this.language = window.language();
                this.languageProbability = window.languageProbability();
            }
            SegmentSplitter.Pieces pieces = pieces(window, speech, from);
            List<TranscriptSegment> found = segments(window, pieces.pieces(), start + from);
            if ((this.aligned || this.options.timestamps() == Timestamps.WORDS) && !found.isEmpty()) {
                // now, while the state still holds what the encoder made of their window
                found = this.words.place(state, found, window.language(), start + from,
                        pieces.covered() * SAMPLES_A_MILLISECOND, lastWord(), cancellation);
                this.lastWord = found.getLast().end();
            }
            found.stream().map(this::asAsked).forEach(this.segments::add);
            boolean whole = pieces.covered() == (samples.length - from) / SAMPLES_A_MILLISECOND;
            from = whole ? samples.length : from + pieces.covered() * SAMPLES_A_MILLISECOND;
        }
    }

    private SegmentSplitter.Pieces pieces(DecodedWindow window, SpeechWindow speech, int from) {
        int length = (speech.samples().length - from) / SAMPLES_A_MILLISECOND;
        if (this.aligned && !window.timestamps()) {
            return new SegmentSplitter.Pieces(this.sentences.split(window.tokens(), length), length);
        }
        return this.splitter.split(window, length,
                (place) -> speech.speech().samplesFrom(from + place * SAMPLES_A_MILLISECOND) / SAMPLES_A_MILLISECOND);
    }

    private WindowRequest request() {
        return new WindowRequest(this.language, this.options.task(), this.prompt,
                this.options.timestamps() != Timestamps.NONE && !this.aligned, this.options.temperature());
    }

    private List<TranscriptSegment> segments(DecodedWindow window, List<SegmentSplitter.Piece> pieces, long start) {
        TranscriptSegment.Decoding decoding = new TranscriptSegment.Decoding(WhisperTranscript.time(start),
                window.temperature(), window.averageLogProbability(), window.compressionRatio(),
                window.noSpeechProbability());
        List<TranscriptSegment> found = new ArrayList<>();
        ByteLevelVocabulary bytes = this.model.decoding().bytes();
        for (SegmentSplitter.Piece piece : pieces) {
            String words = bytes.text(Arrays.copyOfRange(window.tokens(), piece.from(), piece.to()));
            // of noise, Whisper likes to write full stops
            if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
                found.add(new TranscriptSegment(
                        WhisperTranscript.time(start + piece.start() * (long) SAMPLES_A_MILLISECOND),
                        WhisperTranscript.time(start + piece.end() * (long) SAMPLES_A_MILLISECOND), words,
                        tokens(window, piece), List.of(), decoding));
            }
        }
        return found;
    }

    private TranscriptSegment asAsked(TranscriptSegment segment) {
        return (this.options.timestamps() == Timestamps.WORDS) ? segment : segment.withoutWords();
    }

    private List<TranscriptToken> tokens(DecodedWindow window, SegmentSplitter.Piece piece) {
        List<TranscriptToken> all = new ArrayList<>();
        for (int i = piece.from(); i < piece.to(); i++) {
            int id = window.tokens()[i];
            all.add(new TranscriptToken(id, this.model.decoding().bytes().bytes(id), window.logProbabilities()[i]));
        }
        return all;
    }

}
