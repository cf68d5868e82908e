package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

import io.parley.audio.AudioException;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.PerFeatureLogMel;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.speech.AudioClassifier;
import io.parley.speech.LabelScore;
import io.parley.speech.SpeechException;
import io.parley.text.Tokenizer;

/**
 * Scores labels by how likely each is as the model's whole answer, the end of its turn
 * included, when it is asked
 *
 * <pre>
 * system: Classify the audio. Answer with exactly one of: LABEL, LABEL, ...
 * user: [the sound]
 * assistant:
 * </pre>
 *
 * The mean over the label's tokens is taken, so that long labels are not put at a
 * disadvantage. The prompt is run once for all labels. The model was not trained for
 * this: scores say which of the labels fits better, not whether one fits.
 */
public final class Lfm2AudioClassifier implements AudioClassifier {

    private static final String INSTRUCTION = "Classify the audio. Answer with exactly one of: ";

    private final PooledLfm2Audio model;

    /** Classifies with a model of a pool. */
    public Lfm2AudioClassifier(ModelPool pool, ModelSpec<Lfm2AudioModel> spec) {
        this.model = new PooledLfm2Audio(pool, spec);
    }

    @Override
    public List<LabelScore> classify(PcmSource audio, List<String> labels, Cancellation cancellation) {
        if (audio.sampleRate() != PerFeatureLogMel.SAMPLE_RATE) {
            throw new IllegalArgumentException("LFM2-Audio hears at 16000 Hz, not at " + audio.sampleRate());
        }
        if (labels.isEmpty() || labels.stream().anyMatch(String::isBlank)
                || new HashSet<>(labels).size() < labels.size()) {
            throw new SpeechException.Unsupported("labels",
                    "There must be at least one label, and none may be blank or given twice.");
        }
        Pcm sound = read(audio);
        return this.model.call(cancellation, (loaded) -> score(loaded, sound, labels, cancellation));
    }

    private static List<LabelScore> score(Lfm2AudioModel model, Pcm sound, List<String> labels,
            Cancellation cancellation) {
        Conversation prompt = prompt(model, sound, labels);
        double[] scores = model.withState((state) -> {
            LabelScorer scorer = new LabelScorer(state, prompt, cancellation);
            return labels.stream().mapToDouble((label) -> scorer.score(answer(model.tokenizer(), label))).toArray();
        });
        double[] shares = LabelScorer.shares(scores);
        List<LabelScore> all = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            all.add(new LabelScore(labels.get(i), scores[i], shares[i]));
        }
        return List.copyOf(all);
    }

    static Conversation prompt(Lfm2AudioModel model, Pcm sound, List<String> labels) {
        return model.newConversation()
            .system(INSTRUCTION + String.join(", ", labels) + ".")
            .begin("user")
            .sound(sound)
            .end()
            .begin("assistant");
    }

    static int[] answer(Tokenizer tokenizer, String label) {
        int[] words = tokenizer.encodePlain(label);
        int[] answer = Arrays.copyOf(words, words.length + 1);
        answer[words.length] = ControlTokens.TURN_END;
        return answer;
    }

    private static Pcm read(PcmSource audio) {
        int most = AudioEncoder.LONGEST_SECONDS * PerFeatureLogMel.SAMPLE_RATE;
        float[] samples = new float[PerFeatureLogMel.SAMPLE_RATE];
        int length = 0;
        while (true) {
            if (length == samples.length) {
                samples = Arrays.copyOf(samples, 2 * length);
            }
            int count = audio.read(samples, length, samples.length - length);
            if (count < 0) {
                return new Pcm(Arrays.copyOf(samples, length), PerFeatureLogMel.SAMPLE_RATE);
            }
            length += count;
            if (length > most) {
                throw new AudioException.TooLong(AudioEncoder.LONGEST_SECONDS);
            }
        }
    }

}
