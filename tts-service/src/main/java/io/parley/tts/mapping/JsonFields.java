package io.parley.tts.mapping;

import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, each refused by its name if it is of another type than it
 * should be. One that is null is not there.
 *
 * @param object that has them
 */
record JsonFields(JsonNode object) {

    /** A text, or null if there is none. */
    @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw FailureException.badField(name, "The field '%s' must be a string.".formatted(name));
        }
        return value.stringValue();
    }

    /** A text that must be there and not be empty. */
    String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw FailureException.badField(name, "The field '%s' is required.".formatted(name));
        }
        return text;
    }

    /** A number within bounds. */
    double number(String name, double least, double most, double otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw FailureException.badField(name,
                    "The field '%s' must be a number from %s to %s.".formatted(name, least, most));
        }
        return value.doubleValue();
    }

    /** A truth value. */
    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw FailureException.badField(name, "The field '%s' must be true or false.".formatted(name));
        }
        return value.booleanValue();
    }

    /** The fields of an object within, none if it is not there. */
    JsonFields within(String name) {
        JsonNode value = this.object.path(name);
        if (!value.isObject() && !value.isNull() && !value.isMissingNode()) {
            throw FailureException.badField(name, "The field '%s' must be an object.".formatted(name));
        }
        return new JsonFields(value);
    }

    /** Whether a field is an object. */
    boolean isObject(String name) {
        return this.object.path(name).isObject();
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = this.object.path(name);
        return (value.isMissingNode() || value.isNull()) ? null : value;
    }

}
