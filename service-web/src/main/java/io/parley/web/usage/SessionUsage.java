package io.parley.web.usage;

import io.parley.accounts.usage.Usage;

/** Writes down what a session uses, at each of its steps. Thread-safe. */
@FunctionalInterface
public interface SessionUsage {

    /**
     * Writes a step down; does nothing where nobody is counted.
     * @param model the id of the model that did it
     * @param usage how much
     */
    void add(String model, Usage usage);

}
