package io.parley.standalone.cli.transcribe;

import java.io.PrintWriter;
import java.nio.file.Path;

import io.parley.asr.format.Presentation;
import io.parley.asr.format.ResponseFormat;
import io.parley.asr.format.TranscriptFormatter;
import io.parley.speech.TranscriptDeltas;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.Transcription;

/**
 * Transcripts on standard output, in the order of their files. Text is written as it is
 * decided, and of several files behind each one's name.
 */
public final class StandardOutput implements TranscriptOutputs {

    private final OrderedOutput out;

    private final TranscriptFormatter formatter;

    private final Presentation presentation;

    private final boolean named;

    /**
     * Makes the outputs.
     * @param out standard output
     * @param formatter writes the formats
     * @param presentation of all transcripts
     * @param named whether texts are told apart by their files' names
     */
    public StandardOutput(PrintWriter out, TranscriptFormatter formatter, Presentation presentation, boolean named) {
        this.out = new OrderedOutput(out);
        this.formatter = formatter;
        this.presentation = presentation;
        this.named = named;
    }

    @Override
    public TranscriptOutput of(int place, Path file) {
        return (this.presentation.format() == ResponseFormat.TEXT) ? new Text(place, this.named ? file + ": " : "")
                : new Whole(place);
    }

    private final class Text implements TranscriptOutput {

        private final TranscriptDeltas deltas = new TranscriptDeltas();

        private final int place;

        private final String name;

        private boolean begun;

        private Text(int place, String name) {
            this.place = place;
            this.name = name;
        }

        @Override
        public void accept(TranscriptSegment segment) {
            String delta = this.deltas.next(segment.text());
            if (!delta.isEmpty()) {
                begin();
                StandardOutput.this.out.append(this.place, delta);
            }
        }

        private void begin() {
            if (!this.begun) {
                this.begun = true;
                StandardOutput.this.out.append(this.place, this.name);
            }
        }

        @Override
        public void finish(Transcription transcription) {
            begin();
        }

        @Override
        public void close() {
            if (this.begun) {
                StandardOutput.this.out.append(this.place, System.lineSeparator());
            }
            StandardOutput.this.out.end(this.place);
        }

    }

    private final class Whole implements TranscriptOutput {

        private final int place;

        private Whole(int place) {
            this.place = place;
        }

        @Override
        public void accept(TranscriptSegment segment) {
            // the format is written when all is known
        }

        @Override
        public void finish(Transcription transcription) {
            String text = StandardOutput.this.formatter.format(transcription, StandardOutput.this.presentation);
            StandardOutput.this.out.append(this.place, text.endsWith("\n") ? text : text + System.lineSeparator());
        }

        @Override
        public void close() {
            StandardOutput.this.out.end(this.place);
        }

    }

}
