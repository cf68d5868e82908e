package io.parley.chat.realtime;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.chat.realtime.SessionSettings.InputTranscription;
import io.parley.concurrent.Cancellation;
import io.parley.conversation.Heard;
import io.parley.conversation.HeardSound;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptDeltas;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import tools.jackson.databind.node.ObjectNode;

/** Writes down what the caller says, beside the answers. For one session. */
final class InputTranscripts {

    private final SessionParts parts;

    private final Events events;

    private final Outbox out;

    private final Items items;

    private final Cancellation session;

    private final AtomicInteger running = new AtomicInteger();

    /**
     * Writes nothing yet.
     * @param session ends all of it
     */
    InputTranscripts(SessionParts parts, Events events, Outbox out, Items items, Cancellation session) {
        this.parts = parts;
        this.events = events;
        this.out = out;
        this.items = items;
        this.session = session;
    }

    /** Whether something is being written down. */
    boolean isRunning() {
        return this.running.get() > 0;
    }

    /**
     * Finds who writes down.
     * @throws io.parley.speech.SpeechException if the model is not here
     */
    Transcriber transcriber(InputTranscription asked) {
        return this.parts.transcribers().named(name(asked));
    }

    /** The id of the model that writes down. */
    String id(InputTranscription asked) {
        return this.parts.transcribers().id(name(asked));
    }

    private String name(InputTranscription asked) {
        String model = asked.model();
        return (model != null) ? model : this.parts.transcribers().names().getFirst();
    }

    /**
     * Writes a turn down.
     * @param wanted when that may be told
     * @param cancellation ends the work
     * @return done when it is over, whether or not its words were found
     */
    CompletableFuture<Void> write(Item item, Pcm sound, InputTranscription asked, Wanted wanted,
            Cancellation cancellation) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        this.running.incrementAndGet();
        Thread.ofVirtual().name("transcribe-" + item.id()).start(() -> {
            try (Cancellation.Registration _ = this.session.onCancel(cancellation::cancel)) {
                writeNow(item, sound, asked, wanted, cancellation);
            }
            catch (CancellationException ex) {
                // nobody is there to be told
            }
            catch (RuntimeException ex) {
                wanted.then(() -> failed(item, ex));
            }
            finally {
                this.running.decrementAndGet();
                over.complete(null);
            }
        });
        return over;
    }

    private void writeNow(Item item, Pcm sound, InputTranscription asked, Wanted wanted, Cancellation cancellation) {
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withLanguage(asked.language())
            .withPrompt(asked.prompt());
        try (PcmSource source = PcmSource.of(sound)) {
            TranscriptDeltas deltas = new TranscriptDeltas();
            Transcription heard = transcriber(asked).transcribe(source, options, (segment) -> {
                String delta = deltas.next(segment.text());
                if (!delta.isEmpty()) {
                    wanted.then(() -> this.out.send(about("delta", item).put("delta", delta)));
                }
            }, cancellation);
            this.parts.heard().keep(HeardSound.of(sound), new Heard(heard.text(), heard.usage().audio()));
            wanted.then(() -> written(item, sound, heard));
        }
    }

    private void written(Item item, Pcm sound, Transcription heard) {
        this.items.replace(new Item(item.id(), item.role(), List.of(new Item.Part.Heard(sound, heard.text())), true));
        ObjectNode done = about("completed", item).put("transcript", heard.text());
        done.putObject("usage").put("type", "duration").put("seconds", heard.duration().toMillis() / 1000.0);
        this.out.send(done);
    }

    private void failed(Item item, RuntimeException failure) {
        ObjectNode event = about("failed", item);
        var error = this.parts.failures().of(failure).error();
        event.putObject("error")
            .put("type", error.type())
            .put("code", error.code())
            .put("message", error.message())
            .put("param", error.param());
        try {
            this.out.send(event);
        }
        catch (CancellationException ex) {
            // nobody is there to be told
        }
    }

    private ObjectNode about(String what, Item item) {
        return this.events.about("conversation.item.input_audio_transcription." + what, item.id())
            .put("content_index", 0);
    }

}
