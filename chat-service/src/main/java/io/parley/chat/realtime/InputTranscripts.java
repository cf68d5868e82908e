package io.parley.chat.realtime;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.chat.realtime.SessionSettings.InputTranscription;
import io.parley.concurrent.Cancellation;
import io.parley.conversation.Heard;
import io.parley.conversation.HeardSound;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import tools.jackson.databind.node.ObjectNode;

/** Writes down what the caller says, beside the answers. For one session. */
final class InputTranscripts {

    private final SessionParts parts;

    private final Events events;

    private final Outbox out;

    private final Items items;

    private final Cancellation cancellation;

    InputTranscripts(SessionParts parts, Events events, Outbox out, Items items, Cancellation cancellation) {
        this.parts = parts;
        this.events = events;
        this.out = out;
        this.items = items;
        this.cancellation = cancellation;
    }

    /**
     * Finds who writes down.
     * @throws io.parley.speech.SpeechException if the model is not here
     */
    Transcriber transcriber(InputTranscription asked) {
        String model = asked.model();
        return this.parts.transcribers().named((model != null) ? model : this.parts.transcribers().names().getFirst());
    }

    /**
     * Writes a turn down.
     * @return its words, when they are known; empty if they cannot be had
     */
    CompletableFuture<String> write(Item item, Pcm sound, InputTranscription asked) {
        CompletableFuture<String> words = new CompletableFuture<>();
        Thread.ofVirtual().name("transcribe-" + item.id()).start(() -> {
            try {
                words.complete(written(item, sound, asked));
            }
            catch (CancellationException ex) {
                words.complete("");
            }
            catch (RuntimeException ex) {
                words.complete("");
                failed(item, ex);
            }
        });
        return words;
    }

    private String written(Item item, Pcm sound, InputTranscription asked) {
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withLanguage(asked.language())
            .withPrompt(asked.prompt());
        try (PcmSource source = PcmSource.of(sound)) {
            Transcription heard = transcriber(asked).transcribe(source, options, (segment) -> {
                if (!segment.text().isEmpty()) {
                    this.out.send(about("delta", item).put("delta", segment.text()));
                }
            }, this.cancellation);
            this.parts.heard().keep(HeardSound.of(sound), new Heard(heard.text(), heard.usage().audio()));
            this.items
                .replace(new Item(item.id(), item.role(), List.of(new Item.Part.Heard(sound, heard.text())), true));
            ObjectNode done = about("completed", item).put("transcript", heard.text());
            done.putObject("usage").put("type", "duration").put("seconds", heard.duration().toMillis() / 1000.0);
            this.out.send(done);
            return heard.text();
        }
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
