package io.parley.text.normalize;

import java.util.List;

/** One step from written to spoken text. */
@FunctionalInterface
interface Rule {

    /** The text with everything that the rule knows replaced. */
    String apply(String text);

    /** Rules that follow each other. */
    static Rule all(Rule... rules) {
        List<Rule> steps = List.of(rules);
        return (text) -> {
            String result = text;
            for (Rule step : steps) {
                result = step.apply(result);
            }
            return result;
        };
    }

}
