package io.parley.speech;

import java.util.List;

/**
 * A voice that a synthesizer speaks with.
 *
 * @param id its own name
 * @param aliases further names by which it can be asked for
 */
public record Voice(String id, List<String> aliases) {

    public Voice {
        aliases = List.copyOf(aliases);
    }

    /** Whether it goes by a name. */
    public boolean isNamed(String name) {
        return this.id.equals(name) || this.aliases.contains(name);
    }

}
