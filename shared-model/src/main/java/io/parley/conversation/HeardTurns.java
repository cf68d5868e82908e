package io.parley.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.ChatMessage;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechMessage;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;

/** Puts what is heard in a conversation into writing. For one conversation. */
final class HeardTurns {

    private final Transcriber transcriber;

    private final HeardMemory before;

    private final Cancellation cancellation;

    private int audioTokens;

    /**
     * Writes with a transcriber.
     * @param before what it has heard in earlier sounds, which is added to
     */
    HeardTurns(Transcriber transcriber, HeardMemory before, Cancellation cancellation) {
        this.transcriber = transcriber;
        this.before = before;
        this.cancellation = cancellation;
    }

    /** How many units of sound were heard. */
    int audioTokens() {
        return this.audioTokens;
    }

    /**
     * Writes turns down. Those without a word are left out.
     * @throws SpeechException.Unsupported if the last has none: there is nothing to
     * answer
     */
    List<ChatTurn> written(List<Turn> turns) {
        int earlier = Math.max(0, turns.size() - 1);
        List<ChatTurn> written = readable(turns.subList(0, earlier));
        List<ChatTurn> last = readable(turns.subList(earlier, turns.size()));
        if (last.isEmpty() && !turns.isEmpty()) {
            throw new SpeechException.Unsupported("messages",
                    "No word was heard or read in the last message, so there is nothing to answer.");
        }
        return Stream.concat(written.stream(), last.stream()).toList();
    }

    /** Writes turns down, but for those without a word. */
    List<ChatTurn> readable(List<Turn> turns) {
        List<ChatTurn> written = new ArrayList<>();
        for (Turn turn : turns) {
            switch (turn) {
                case Turn.ToolMessage tool -> written.add(new ChatTurn.Tool(tool.message()));
                case Turn.Message said -> {
                    String text = text(said.message());
                    if (!text.isBlank()) {
                        written.add(new ChatTurn.Text(new ChatMessage(role(said.message().role()), text)));
                    }
                }
            }
        }
        return List.copyOf(written);
    }

    private String text(SpeechMessage message) {
        List<String> parts = new ArrayList<>();
        for (SpeechMessage.Part part : message.parts()) {
            parts.add(switch (part) {
                case SpeechMessage.Part.Text text -> text.text();
                case SpeechMessage.Part.Said said -> said.reply().text();
                case SpeechMessage.Part.Sound sound -> heard(sound.sound());
            });
        }
        return String.join("\n", parts.stream().filter((text) -> !text.isBlank()).toList());
    }

    private String heard(Pcm sound) {
        HeardSound key = HeardSound.of(sound);
        Heard heard = this.before.find(key);
        if (heard == null) {
            heard = transcribed(sound);
            this.before.keep(key, heard);
        }
        this.audioTokens += heard.audioTokens();
        return heard.text();
    }

    private Heard transcribed(Pcm sound) {
        try (PcmSource source = PcmSource.of(sound)) {
            Transcription words = this.transcriber.transcribe(source, TranscriptionOptions.DEFAULT, this.cancellation);
            return new Heard(words.text(), words.usage().audio());
        }
    }

    private static ChatMessage.Role role(SpeechMessage.Role role) {
        return switch (role) {
            case SYSTEM -> ChatMessage.Role.SYSTEM;
            case USER -> ChatMessage.Role.USER;
            case ASSISTANT -> ChatMessage.Role.ASSISTANT;
        };
    }

}
