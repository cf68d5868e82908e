package io.parley.llama;

import java.util.SplittableRandom;

import io.parley.concurrent.Cancellation;
import io.parley.generation.RepetitionRule;
import io.parley.speech.TextGenerationOptions;
import io.parley.speech.TextReply;
import io.parley.speech.TextSink;

/** Generates one answer, token by token. Used once. */
final class AnswerLoop {

    /**
     * A phrase of up to a long sentence three times in a row; a single word more often,
     * for rows of digits, dashes and the like.
     */
    private static final RepetitionRule REPETITION = new RepetitionRule(64, 3, 24);

    private final LlamaState state;

    private final LlamaText text;

    private final TextGenerationOptions options;

    private final AnswerText answer;

    private final TokenSampler sampler;

    private final Cancellation cancellation;

    AnswerLoop(LlamaState state, LlamaText text, TextGenerationOptions options, TextSink sink,
            Cancellation cancellation) {
        this.state = state;
        this.text = text;
        this.options = options;
        this.answer = new AnswerText(text.tokenizer(), options.stop(), sink);
        this.sampler = new TokenSampler(options.temperature(), options.topP(), new SplittableRandom(options.seed()));
        this.cancellation = cancellation;
    }

    /**
     * Answers.
     * @param prompt the conversation's tokens, fewer than the state's limit
     */
    TextReply answer(int[] prompt) {
        this.state.read(prompt, this.cancellation);
        int[] tokens = new int[Math.min(this.options.maxTokens(), this.state.limit() - prompt.length)];
        int count = 0;
        TextReply.Finish finish = TextReply.Finish.LENGTH;
        while (count < tokens.length) {
            this.cancellation.check();
            int token = this.sampler.choose(this.state.logits());
            tokens[count++] = token;
            if (this.text.ends().contains(token) || this.answer.append(token)) {
                finish = TextReply.Finish.STOP;
                break;
            }
            if (this.options.stopsRepetition() && REPETITION.isLoop(tokens, count)) {
                break;
            }
            if (count < tokens.length) {
                this.state.append(token, this.cancellation);
            }
        }
        return new TextReply(this.answer.finish(), finish, prompt.length, count);
    }

}
