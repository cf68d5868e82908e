package io.parley.web.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.accounts.keys.Scope;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechModels;
import io.parley.web.identity.RequestedModel;

/**
 * The names by which callers may ask for a model: its id and the operator's aliases.
 *
 * @param <P> the port of the models' job
 */
public final class ModelNames<P> {

    private final Scope job;

    private final SpeechModels<P> models;

    private final List<String> others;

    private final Map<String, String> aliases;

    /**
     * Names models.
     * @param job that the models do
     * @param models that can be reached
     * @param others ids of the service's models of another job, which are listed too
     * @param aliases further names: name to a model's id
     */
    public ModelNames(Scope job, SpeechModels<P> models, List<String> others, Map<String, String> aliases) {
        this.job = job;
        this.models = models;
        this.others = List.copyOf(others);
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * Finds the model of a name, for the running request if there is one.
     * @throws SpeechException.UnknownModel if nothing here goes by that name
     * @throws SpeechException.NotFetched if it is a model that has to be fetched first
     * @throws io.parley.web.error.FailureException if whoever the request is from may not
     * use it
     */
    public P named(String name) {
        try {
            P model = this.models.named(id(name));
            RequestedModel.require(name, id(name));
            return model;
        }
        catch (SpeechException.UnknownModel ex) {
            // by the name that was asked for, not what it stands for
            throw new SpeechException.UnknownModel(name);
        }
    }

    /** The id that a name stands for, which is the name itself if it is no alias. */
    public String id(String name) {
        return this.aliases.getOrDefault(name, name);
    }

    /**
     * All names: the models' ids, the default first, then the aliases of models that are
     * here.
     */
    public List<String> names() {
        List<String> models = ids();
        List<String> names = new ArrayList<>(models);
        this.aliases.keySet()
            .stream()
            .filter(alias -> models.contains(this.aliases.get(alias)) && !models.contains(alias))
            .sorted()
            .forEach(names::add);
        return List.copyOf(names);
    }

    /** The models' ids, the default first. */
    List<String> ids() {
        return Stream.concat(this.models.models().stream(), this.others.stream()).toList();
    }

    /** The other names of a model. */
    List<String> aliases(String id) {
        return this.aliases.keySet().stream().filter((alias) -> id.equals(this.aliases.get(alias))).sorted().toList();
    }

    /**
     * What a model may be asked for by its name here: the service's job, unless it only
     * helps with it.
     */
    List<String> jobs(String id) {
        return this.models.models().contains(id) ? List.of(this.job.word()) : List.of();
    }

}
