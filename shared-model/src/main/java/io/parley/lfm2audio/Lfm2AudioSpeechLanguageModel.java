package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.serving.ServedModel;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechLanguageModel;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReply;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SpeechSink;

/**
 * Answers with the prompts and sampling that the model's authors give for it: spoken
 * answers interleaved, after an instruction to do so unless the conversation brings one;
 * written ones sequential, without any.
 */
public final class Lfm2AudioSpeechLanguageModel implements SpeechLanguageModel {

    private static final String INSTRUCTION = "Respond with interleaved text and audio.";

    private static final Sampling AUDIO = new Sampling(1, 4);

    private final ServedModel<Lfm2AudioModel> model;

    /** Answers with a model of a pool. */
    public Lfm2AudioSpeechLanguageModel(ModelPool pool, ModelSpec<Lfm2AudioModel> spec) {
        this.model = new ServedModel<>(pool, spec);
    }

    @Override
    public SpeechReply respond(List<SpeechMessage> messages, SpeechReplyOptions options, SpeechSink sink,
            Cancellation cancellation) {
        return this.model.call(cancellation, (loaded) -> {
            if (!options.spoken()) {
                return respond(loaded, messages, options, null, sink, cancellation);
            }
            try (PacedSound sound = loaded.newSound(GenerationMode.INTERLEAVED, sink::sound, cancellation)) {
                return respond(loaded, messages, options, sound, sink, cancellation);
            }
        });
    }

    private SpeechReply respond(Lfm2AudioModel model, List<SpeechMessage> messages, SpeechReplyOptions options,
            @Nullable PacedSound sound, SpeechSink sink, Cancellation cancellation) {
        Conversation prompt = prompt(model, this.model.id(), messages, options.spoken());
        Sampling text = (options.temperature() == 0) ? Sampling.GREEDY : new Sampling((float) options.temperature(), 0);
        GenerationMode mode = options.spoken() ? GenerationMode.INTERLEAVED : GenerationMode.SEQUENTIAL;
        List<GeneratedItem> items = new ArrayList<>();
        TextSink words = new TextSink();
        SpeechRenderer renderer = new SpeechRenderer(model.tokenizer(), sound, (piece) -> {
            words.text(piece);
            sink.text(piece);
        });
        FinishReason reason = model.generate(prompt,
                new GenerationOptions(mode, options.maxItems(), text, AUDIO, options.seed()), (item) -> {
                    items.add(item);
                    renderer.accept(item);
                }, cancellation);
        renderer.finish();
        return new SpeechReply(words.toString(), reason != FinishReason.END_OF_TURN, usage(prompt, items),
                new SpeechReply.Own(this.model.id(), KeptItems.write(items)));
    }

    private static SpeechReply.TokenUsage usage(Conversation prompt, List<GeneratedItem> items) {
        int promptText = prompt.positions(Modality.TEXT);
        int text = (int) items.stream().filter((item) -> item instanceof GeneratedItem.TextToken).count();
        return new SpeechReply.TokenUsage(promptText, prompt.positions() - promptText, text, items.size() - text);
    }

    static Conversation prompt(Lfm2AudioModel model, String id, List<SpeechMessage> messages, boolean spoken) {
        Conversation prompt = model.newConversation();
        if (spoken && messages.stream().noneMatch((message) -> message.role() == SpeechMessage.Role.SYSTEM)) {
            prompt.system(INSTRUCTION);
        }
        for (SpeechMessage message : messages) {
            prompt.begin(message.role().name().toLowerCase(Locale.ROOT));
            for (SpeechMessage.Part part : message.parts()) {
                switch (part) {
                    case SpeechMessage.Part.Text text -> prompt.text(text.text());
                    case SpeechMessage.Part.Sound sound -> prompt.sound(sound.sound());
                    case SpeechMessage.Part.Said said -> prompt.generated(own(id, said.reply()));
                }
            }
            prompt.end();
        }
        return prompt.begin("assistant").ongoing();
    }

    private static List<GeneratedItem> own(String id, SpeechReply reply) {
        SpeechReply.Own own = reply.own();
        if (own != null && own.model().equals(id)) {
            return KeptItems.read(own.items());
        }
        throw new SpeechException.Unsupported("messages",
                "An answer of another model cannot be given to the model '%s'.".formatted(id));
    }

}
