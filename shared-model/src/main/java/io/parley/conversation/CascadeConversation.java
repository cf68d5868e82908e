package io.parley.conversation;

import java.util.List;
import java.util.Objects;

import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechReply;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Transcriber;
import tools.jackson.databind.JsonNode;

/**
 * Three models in a row: a transcriber hears, a language model writes, a synthesizer
 * speaks, each as soon as the one before has given it enough.
 */
public final class CascadeConversation implements ConversationModel {

    private final Transcriber transcriber;

    private final ChatModel chat;

    private final Synthesizer synthesizer;

    private final HeardMemory before;

    /**
     * Puts three models in a row.
     * @param before what the transcriber has heard in earlier sounds, which is added to
     */
    public CascadeConversation(Transcriber transcriber, ChatModel chat, Synthesizer synthesizer, HeardMemory before) {
        this.before = before;
        this.transcriber = transcriber;
        this.chat = chat;
        this.synthesizer = synthesizer;
    }

    @Override
    public void check(ReplyOptions options) {
        this.chat.check(options.writing());
        if (options.voice() != null) {
            this.synthesizer.check(synthesis(options.voice(), options));
        }
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.transcriber.prepare(cancellation);
        this.chat.prepare(cancellation);
        this.synthesizer.prepare(cancellation);
    }

    @Override
    public void read(List<Turn> beginning, Cancellation cancellation) {
        this.chat.read(new HeardTurns(this.transcriber, this.before, cancellation).readable(beginning), cancellation);
    }

    @Override
    public boolean isRemote() {
        return this.chat.isRemote();
    }

    @Override
    public Reply respond(List<Turn> turns, ReplyOptions options, ReplySink sink, Cancellation cancellation) {
        check(options);
        HeardTurns heard = new HeardTurns(this.transcriber, this.before, cancellation);
        List<ChatTurn> written = heard.written(turns);
        if (options.voice() == null) {
            return reply(this.chat.write(written, options.writing(), new Words(sink), cancellation), heard, 0);
        }
        SpokenWriting.Spoken spoken = new SpokenWriting(this.chat, this.synthesizer,
                synthesis(options.voice(), options))
            .run(written, options.writing(), sink, cancellation);
        return reply(spoken.written(), heard, spoken.audioTokens());
    }

    private static SynthesisOptions synthesis(String voice, ReplyOptions options) {
        return new SynthesisOptions(voice, 1, Objects.requireNonNullElse(options.writing().seed(), 0L));
    }

    private static Reply reply(Written written, HeardTurns heard, int audioTokens) {
        SpeechReply answer = new SpeechReply(written.text(), written.finish() == Reply.Finish.LENGTH,
                new SpeechReply.TokenUsage(written.promptTokens(), heard.audioTokens(), written.completionTokens(),
                        audioTokens),
                null);
        return new Reply(answer, written.finish());
    }

    /** The words alone. */
    private record Words(ReplySink sink) implements WritingSink {

        @Override
        public void text(String words) {
            this.sink.text(words);
        }

        @Override
        public void toolCalls(JsonNode calls) {
            this.sink.toolCalls(calls);
        }

    }

}
