package io.parley.web.json;

import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a JSON object, each refused by its name if it is of another type than it
 * should be. One that is null is not there.
 *
 * @param object that has them
 * @param path of the object in the request, as "audio"; empty for the request itself
 */
public record JsonFields(JsonNode object, String path) {

    /**
     * The fields of a request.
     * @param body the request's bytes
     * @throws FailureException if it is no JSON object
     */
    public static JsonFields of(JsonMapper json, byte[] body) {
        try {
            JsonNode object = json.readTree(body);
            if (object.isObject()) {
                return new JsonFields(object, "");
            }
        }
        catch (JacksonException ex) {
            // said below
        }
        throw FailureException.badField(null, "The request's body is not a JSON object.");
    }

    /** A field's name as errors say it: with where it stands. */
    public String name(String name) {
        return this.path.isEmpty() ? name : this.path + "." + name;
    }

    /** The error that a field cannot be used, and why. */
    public FailureException bad(String name, String why) {
        return FailureException.badField(name(name), "The field '%s' %s.".formatted(name(name), why));
    }

    /** A value of any type, or null if there is none. */
    public @Nullable JsonNode value(String name) {
        JsonNode value = this.object.path(name);
        return (value.isMissingNode() || value.isNull()) ? null : value;
    }

    /** A text, or null if there is none. */
    public @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw bad(name, "must be a string");
        }
        return value.stringValue();
    }

    /** A text that must be there and not be empty. */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw bad(name, "is required");
        }
        return text;
    }

    /** A number within bounds, or null if there is none. */
    public @Nullable Double number(String name, double least, double most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw bad(name, "must be a number from %s to %s".formatted(least, most));
        }
        return value.doubleValue();
    }

    /** A whole number within bounds, or null if there is none. */
    public @Nullable Long wholeNumber(String name, long least, long most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least
                || value.longValue() > most) {
            throw bad(name, "must be a whole number from %d to %d".formatted(least, most));
        }
        return value.longValue();
    }

    /** A truth value. */
    public boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw bad(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** The fields of an object within, none if it is not there. */
    public JsonFields within(String name) {
        JsonNode value = this.object.path(name);
        if (!value.isObject() && !value.isNull() && !value.isMissingNode()) {
            throw bad(name, "must be an object");
        }
        return new JsonFields(value, name(name));
    }

    /** Whether a field is an object. */
    public boolean isObject(String name) {
        return this.object.path(name).isObject();
    }

}
