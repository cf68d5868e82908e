package io.parley.standalone.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.audio.AudioException;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;

/** Transcribes clips and compares with their transcripts. */
public final class TranscriptionCheck {

    private final ClipAudio audio;

    private final Transcriber transcriber;

    private final VerificationListener progress;

    public TranscriptionCheck(ClipAudio audio, Transcriber transcriber, VerificationListener progress) {
        this.audio = audio;
        this.transcriber = transcriber;
        this.progress = progress;
    }

    /**
     * Runs over clips.
     * @param clips those without a transcript are passed over
     * @return a line for each collection, and one for all if there are several; none
     * without clips
     * @throws SpeechException.ModelUnavailable if the model cannot be had
     */
    public List<Measurement> run(List<Clip> clips) {
        List<Clip> spoken = clips.stream().filter((clip) -> clip.transcript() != null).toList();
        Map<String, Tally> sets = new LinkedHashMap<>();
        Tally all = new Tally();
        int done = 0;
        for (Clip clip : spoken) {
            Tally set = sets.computeIfAbsent(clip.set(), (name) -> new Tally());
            try {
                transcribe(clip, set, all);
            }
            catch (AudioException | SpeechException.Unsupported | SpeechException.Overloaded | IOException ex) {
                this.progress.failed(clip.file().toString(), String.valueOf(ex.getMessage()));
                set.addFailure();
                all.addFailure();
            }
            this.progress.step("transcribed", ++done, spoken.size());
        }
        List<Measurement> lines = new ArrayList<>();
        sets.forEach((name, tally) -> lines.add(tally.errorRate("WER " + name)));
        if (sets.size() > 1) {
            lines.add(all.errorRate("WER all clips"));
        }
        return lines;
    }

    private void transcribe(Clip clip, Tally set, Tally all) throws IOException {
        try (PcmSource sound = this.audio.open(clip.file())) {
            long start = System.nanoTime();
            Transcription transcription = this.transcriber.transcribe(sound,
                    TranscriptionOptions.DEFAULT.withLanguage(clip.language()), Cancellation.never());
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            WordErrors errors = WordErrors.between(EnglishWords.of(String.valueOf(clip.transcript())),
                    EnglishWords.of(transcription.text()));
            set.add(errors, transcription.duration(), time);
            all.add(errors, transcription.duration(), time);
        }
    }

}
