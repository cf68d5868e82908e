package io.parley.kokoro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogFile;
import io.parley.speech.SpeechException;
import io.parley.speech.Voice;

/**
 * The voices of a model and what callers call them: {@code af_heart}, one of OpenAI's
 * names for a voice of about the same kind, or a mix as {@code af_heart(2)+bf_emma(1)},
 * where a voice without a weight counts once.
 */
final class KokoroVoices {

    /** The voice that its authors rate best. */
    private static final String DEFAULT = "af_heart";

    /** OpenAI's voices, by what is nearest here. */
    private static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("alloy", "af_alloy"),
            Map.entry("ash", "am_eric"), Map.entry("ballad", "bm_george"), Map.entry("coral", "af_bella"),
            Map.entry("echo", "am_echo"), Map.entry("fable", "bm_fable"), Map.entry("onyx", "am_onyx"),
            Map.entry("nova", "af_nova"), Map.entry("sage", "af_sarah"), Map.entry("shimmer", "bf_emma"),
            Map.entry("verse", "am_fenrir"), Map.entry("marin", "af_heart"), Map.entry("cedar", "am_michael"));

    private static final String DIRECTORY = "voices/";

    private static final String SUFFIX = ".bin";

    private static final Pattern SHARE = Pattern
        .compile("\\s*(?<name>[A-Za-z0-9_-]+)\\s*(\\(\\s*(?<weight>[0-9]{1,4}(\\.[0-9]{1,4})?)\\s*\\))?\\s*");

    /** More of them sound like nobody. */
    private static final int MOST_IN_A_MIX = 8;

    private final String model;

    private final List<Voice> voices;

    /** The voices among a model's files. */
    KokoroVoices(CatalogEntry entry) {
        this.model = entry.id();
        List<Voice> found = new ArrayList<>(entry.files()
            .stream()
            .map(CatalogFile::name)
            .filter((name) -> name.startsWith(DIRECTORY) && name.endsWith(SUFFIX))
            .map((name) -> name.substring(DIRECTORY.length(), name.length() - SUFFIX.length()))
            .map((id) -> new Voice(id, aliases(id)))
            .toList());
        // the others stay in order
        found.sort((a, b) -> Boolean.compare(b.id().equals(DEFAULT), a.id().equals(DEFAULT)));
        this.voices = List.copyOf(found);
    }

    private static List<String> aliases(String id) {
        return ALIASES.entrySet()
            .stream()
            .filter((alias) -> alias.getValue().equals(id))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    }

    /** The file of a voice, below the model's directory. */
    static String file(String voice) {
        return DIRECTORY + voice + SUFFIX;
    }

    /** All voices, the default first. */
    List<Voice> all() {
        return this.voices;
    }

    /**
     * What a caller means.
     * @throws SpeechException.Unsupported if there is no such voice
     */
    VoiceMix named(String name) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String share : name.split("\\+", -1)) {
            Matcher matcher = SHARE.matcher(share);
            Voice voice = matcher.matches() ? voice(matcher.group("name")) : null;
            if (voice == null) {
                throw unknown(name);
            }
            double weight = (matcher.group("weight") != null) ? Double.parseDouble(matcher.group("weight")) : 1;
            if (weight > 0) {
                weights.merge(voice.id(), weight, Double::sum);
            }
        }
        if (weights.isEmpty() || weights.size() > MOST_IN_A_MIX) {
            throw new SpeechException.Unsupported("voice",
                    "A mix has 1 to %d voices with a weight above 0.".formatted(MOST_IN_A_MIX));
        }
        return new VoiceMix(Collections.unmodifiableMap(weights));
    }

    private @Nullable Voice voice(String name) {
        return this.voices.stream().filter((voice) -> voice.isNamed(name)).findFirst().orElse(null);
    }

    private SpeechException unknown(String name) {
        String shown = (name.length() <= 40) ? name : name.substring(0, 40) + "...";
        return new SpeechException.Unsupported("voice",
                "The model '%s' has no voice '%s'; it has %s, and mixes as 'af_heart(2)+bf_emma(1)'.".formatted(
                        this.model, shown, this.voices.stream().map(Voice::id).collect(Collectors.joining(", "))));
    }

}
