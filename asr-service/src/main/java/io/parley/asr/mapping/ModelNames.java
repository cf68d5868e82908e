package io.parley.asr.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.parley.asr.config.AsrProperties;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.VoiceActivityDetector;
import org.springframework.stereotype.Component;

/** The names by which callers may ask for a model: its id and the operator's aliases. */
@Component
public final class ModelNames {

    private final Transcribers transcribers;

    private final VoiceActivityDetector detector;

    private final Map<String, String> aliases;

    ModelNames(Transcribers transcribers, VoiceActivityDetector detector, AsrProperties properties) {
        this.transcribers = transcribers;
        this.detector = detector;
        this.aliases = properties.aliases();
    }

    /**
     * Finds the transcriber of a name.
     * @throws SpeechException.UnknownModel if nothing here goes by that name
     * @throws SpeechException.NotFetched if it is a model that has to be fetched first
     */
    public Transcriber transcriber(String name) {
        try {
            return this.transcribers.named(this.aliases.getOrDefault(name, name));
        }
        catch (SpeechException.UnknownModel ex) {
            // by the name that was asked for, not what it stands for
            throw new SpeechException.UnknownModel(name);
        }
    }

    /** Whether a name is that of the model that tells where somebody speaks. */
    boolean isVoiceActivityDetector(String name) {
        return this.aliases.getOrDefault(name, name).equals(this.detector.model());
    }

    /**
     * All names: the models' ids, the default transcriber first, then the aliases of
     * models that are here.
     */
    public List<String> names() {
        List<String> models = new ArrayList<>(this.transcribers.models());
        models.add(this.detector.model());
        List<String> names = new ArrayList<>(models);
        this.aliases.keySet()
            .stream()
            .filter(alias -> models.contains(this.aliases.get(alias)) && !models.contains(alias))
            .sorted()
            .forEach(names::add);
        return List.copyOf(names);
    }

}
