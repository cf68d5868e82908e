package io.parley.asr.web;

import io.parley.asr.format.json.TranscriptEvent.TextDelta;
import io.parley.asr.format.json.TranscriptEvent.TextDone;
import io.parley.speech.TranscriptDeltas;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcription;
import io.parley.web.stream.EventStream;

/** Tells a transcript as events while it is decided. */
final class StreamedTranscript implements TranscriptSink {

    private final TranscriptDeltas deltas = new TranscriptDeltas();

    private final EventStream events;

    private final boolean logprobs;

    StreamedTranscript(EventStream events, boolean logprobs) {
        this.events = events;
        this.logprobs = logprobs;
    }

    @Override
    public void accept(TranscriptSegment segment) {
        String delta = this.deltas.next(segment.text());
        if (!delta.isEmpty()) {
            this.events.send(TextDelta.of(delta, segment, this.logprobs));
        }
    }

    /** Tells the end. */
    void done(Transcription transcription) {
        this.events.send(TextDone.of(transcription, this.logprobs));
        this.events.end();
    }

}
