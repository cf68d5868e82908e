package io.parley.text.normalize;

import java.util.regex.MatchResult;

import org.jspecify.annotations.Nullable;

/** Times of day, and how long something took. */
final class Times implements Rule {

    /** The half of the day, and its last dot if it has dots. */
    private static final String HALF = "(?:([aApP])[mM]\\b|([aApP])\\.[mM]\\.)(?=(\\s*+[\"”')]{0,2}+$|\\s++[A-Z])?+)";

    private final NumberWords words;

    private final Rule rules;

    Times(NumberWords words) {
        this.words = words;
        this.rules = Rule.all(
                new PatternRule(
                        "(?<![\\w:.,])(\\d{1,2})(?::(\\d{2}))? {0,2}[-–] {0,2}(\\d{1,2})(?::(\\d{2}))? {0,2}" + HALF,
                        (match) -> clock(match.group(1), match.group(2)) + " to "
                                + clock(match.group(3), match.group(4)) + half(match, 5)),
                new PatternRule("(?<![\\w:.,])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9}+)?)? {0,2}" + HALF,
                        (match) -> clock(match.group(1), match.group(2)) + seconds(match.group(3)) + half(match, 4)),
                new PatternRule("(?<![\\w:.,])(\\d{1,2}) {0,2}" + HALF,
                        (match) -> clock(match.group(1), null) + half(match, 2)),
                new PatternRule("(?<![\\w:.,])(\\d{1,2}):([0-5]\\d)(?::([0-5]\\d))?(?![\\w:]|\\.\\d)", this::plain),
                new PatternRule("(?<![\\w:.,])(\\d{1,2}) o'clock",
                        (match) -> words.cardinal(match.group(1)) + " o'clock"));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String plain(MatchResult match) {
        int hour = Integer.parseInt(match.group(1));
        if (hour > 24) {
            return this.words.cardinal(hour) + " " + minutes(match.group(2)) + seconds(match.group(3));
        }
        if (match.group(2).equals("00") && match.group(3) == null) {
            if (hour == 0 || hour > 12) {
                return (hour == 0) ? "zero hundred" : this.words.cardinal(hour) + " hundred";
            }
            return this.words.cardinal(hour) + " o'clock";
        }
        return clock(match.group(1), match.group(2)) + seconds(match.group(3));
    }

    private String clock(String hour, @Nullable String minutes) {
        String said = this.words.cardinal(Integer.parseInt(hour));
        return (minutes == null || minutes.equals("00")) ? said : said + " " + minutes(minutes);
    }

    private String minutes(String minutes) {
        String said = this.words.cardinal(Integer.parseInt(minutes));
        return minutes.startsWith("0") ? "oh " + said : said;
    }

    private String seconds(@Nullable String seconds) {
        if (seconds == null) {
            return "";
        }
        int value = Integer.parseInt(seconds);
        return " and " + this.words.cardinal(value) + ((value == 1) ? " second" : " seconds");
    }

    /** The half of the day; the dot that also ends the sentence stays. */
    private static String half(MatchResult match, int group) {
        boolean dotted = match.group(group) == null;
        String letter = dotted ? match.group(group + 1) : match.group(group);
        String end = (dotted && match.group(group + 2) != null) ? "." : "";
        return (letter.equalsIgnoreCase("a") ? " A M" : " P M") + end;
    }

}
