package io.parley.testing.ports;

import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.speech.ChatMessage;
import io.parley.speech.TextGenerationOptions;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextReply;
import io.parley.speech.TextSink;

/** Says the last message again, word by word, and how many came before it. */
final class Parrot implements TextLanguageModel {

    private final ToneSynthesizer.Behaviour behaviour;

    /**
     * A parrot.
     * @param behaviour what comes before each word
     */
    Parrot(ToneSynthesizer.Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public TextReply respond(List<ChatMessage> messages, TextGenerationOptions options, TextSink sink,
            Cancellation cancellation) {
        String heard = messages.getLast().text();
        String[] words = (heard + " after " + (messages.size() - 1)).split("(?= )");
        int said = Math.min(words.length, options.maxTokens());
        for (int i = 0; i < said; i++) {
            this.behaviour.before(heard, i, cancellation);
            cancellation.check();
            sink.text(words[i]);
        }
        return new TextReply(String.join("", List.of(words).subList(0, said)),
                (said < words.length) ? TextReply.Finish.LENGTH : TextReply.Finish.STOP, 10 * messages.size(), said);
    }

}
