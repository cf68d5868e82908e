package io.parley.standalone;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What whoever starts the suite decides.
 *
 * @param address of the network interface to listen on, or null for the configured one
 * @param port to listen on, 0 for a free one, or null for the configured one
 * @param properties that override configuration in all contexts
 * @param only the one part to start, the others running elsewhere, or null for all
 */
public record SuiteOptions(@Nullable String address, @Nullable Integer port, Map<String, Object> properties,
        @Nullable SuitePart only) {

    public SuiteOptions {
        properties = Map.copyOf(properties);
    }

    /** Options of the whole suite. */
    public SuiteOptions(@Nullable String address, @Nullable Integer port, Map<String, Object> properties) {
        this(address, port, properties, null);
    }

}
