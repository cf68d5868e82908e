package io.parley.chat.realtime;

import java.util.List;

import io.parley.audio.Pcm;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.SpeechReply;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a session's conversation.
 *
 * @param id of the item
 * @param role who speaks
 * @param parts what is said
 * @param complete whether all of it was said
 */
record Item(String id, Role role, List<Part> parts, boolean complete) {

    Item {
        parts = List.copyOf(parts);
    }

    /** How long the sound in it is. */
    double heardSeconds() {
        return this.parts.stream()
            .mapToDouble((part) -> (part instanceof Part.Heard heard)
                    ? (double) heard.sound().samples().length / heard.sound().sampleRate() : 0)
            .sum();
    }

    /** Whether nothing was said. */
    boolean isSilence() {
        return this.parts.stream().allMatch(Part.Silence.class::isInstance);
    }

    /** As a model reads it. */
    SpeechMessage message() {
        return new SpeechMessage(this.role, this.parts.stream().map(Part::said).toList());
    }

    /** Something said. */
    sealed interface Part {

        /** As a model reads it. */
        SpeechMessage.Part said();

        /** In writing. */
        record Text(String text) implements Part {

            @Override
            public SpeechMessage.Part said() {
                return new SpeechMessage.Part.Text(this.text);
            }

        }

        /**
         * By the caller, in speech.
         *
         * @param transcript null as long as nobody has written it down
         */
        record Heard(Pcm sound, @Nullable String transcript) implements Part {

            @Override
            public SpeechMessage.Part said() {
                return new SpeechMessage.Part.Sound(this.sound);
            }

        }

        /** Nothing, when the caller could have spoken. No model reads that. */
        record Silence() implements Part {

            @Override
            public SpeechMessage.Part said() {
                return new SpeechMessage.Part.Text("");
            }

        }

        /**
         * By the model, in speech.
         *
         * @param reply as the model gave it, or null if it was broken off
         * @param transcript its words
         * @param millis how long it lasts
         */
        record Spoken(@Nullable SpeechReply reply, String transcript, long millis) implements Part {

            @Override
            public SpeechMessage.Part said() {
                return (this.reply != null) ? new SpeechMessage.Part.Said(this.reply)
                        : new SpeechMessage.Part.Text(this.transcript);
            }

        }

    }

}
