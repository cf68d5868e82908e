package io.parley.text.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/** Shortened words, with their dot. */
final class Abbreviations implements Rule {

    /**
     * Said in full wherever they stand; what follows is never the start of a sentence.
     */
    private static final Map<String, String> TITLES = Map.ofEntries(Map.entry("Mr", "Mister"),
            Map.entry("Mrs", "Missus"), Map.entry("Ms", "Miz"), Map.entry("Prof", "Professor"),
            Map.entry("Gen", "General"), Map.entry("Col", "Colonel"), Map.entry("Lt", "Lieutenant"),
            Map.entry("Capt", "Captain"), Map.entry("Sgt", "Sergeant"), Map.entry("Cpl", "Corporal"),
            Map.entry("Maj", "Major"), Map.entry("Rev", "Reverend"), Map.entry("Hon", "Honorable"),
            Map.entry("Gov", "Governor"), Map.entry("Sen", "Senator"), Map.entry("Rep", "Representative"),
            Map.entry("Pres", "President"), Map.entry("Mt", "Mount"), Map.entry("Ft", "Fort"),
            Map.entry("Messrs", "Messers"), Map.entry("Fr", "Father"));

    /** Said in full; their dot may end a sentence too. */
    private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("etc", "et cetera"),
            Map.entry("Jr", "Junior"), Map.entry("Sr", "Senior"), Map.entry("Inc", "Incorporated"),
            Map.entry("Ltd", "Limited"), Map.entry("Corp", "Corporation"), Map.entry("Co", "Company"),
            Map.entry("Bros", "Brothers"), Map.entry("Ave", "Avenue"), Map.entry("Blvd", "Boulevard"),
            Map.entry("Rd", "Road"), Map.entry("Ln", "Lane"), Map.entry("Hwy", "Highway"), Map.entry("Sq", "Square"),
            Map.entry("dept", "department"), Map.entry("Dept", "Department"), Map.entry("govt", "government"),
            Map.entry("approx", "approximately"), Map.entry("Approx", "Approximately"), Map.entry("vs", "versus"),
            Map.entry("est", "established"), Map.entry("misc", "miscellaneous"), Map.entry("esp", "especially"),
            Map.entry("incl", "including"), Map.entry("max", "maximum"), Map.entry("min", "minimum"),
            Map.entry("avg", "average"), Map.entry("temp", "temperature"), Map.entry("tel", "telephone"),
            Map.entry("Tel", "Telephone"), Map.entry("ext", "extension"), Map.entry("Univ", "University"),
            Map.entry("Mon", "Monday"), Map.entry("Tue", "Tuesday"), Map.entry("Tues", "Tuesday"),
            Map.entry("Wed", "Wednesday"), Map.entry("Thu", "Thursday"), Map.entry("Thurs", "Thursday"),
            Map.entry("Fri", "Friday"), Map.entry("Jan", "January"), Map.entry("Feb", "February"),
            Map.entry("Aug", "August"), Map.entry("Sept", "September"), Map.entry("Sep", "September"),
            Map.entry("Oct", "October"), Map.entry("Nov", "November"), Map.entry("Dec", "December"),
            Map.entry("hrs", "hours"), Map.entry("hr", "hour"), Map.entry("mins", "minutes"),
            Map.entry("lbs", "pounds"), Map.entry("oz", "ounces"), Map.entry("cf", "compare"), Map.entry("ca", "circa"),
            Map.entry("al", "al"));

    /** Said in full before a number. */
    private static final Map<String, String> NUMBERED = Map.ofEntries(Map.entry("no", "number"),
            Map.entry("nos", "numbers"), Map.entry("fig", "figure"), Map.entry("figs", "figures"),
            Map.entry("vol", "volume"), Map.entry("p", "page"), Map.entry("pp", "pages"), Map.entry("ch", "chapter"),
            Map.entry("chap", "chapter"), Map.entry("sec", "section"), Map.entry("art", "article"),
            Map.entry("eq", "equation"), Map.entry("pt", "part"), Map.entry("ed", "edition"),
            Map.entry("apt", "apartment"), Map.entry("c", "circa"), Map.entry("ext", "extension"),
            Map.entry("nr", "number"), Map.entry("op", "opus"), Map.entry("par", "paragraph"));

    /** What a sentence begins with behind a dot that also was an abbreviation's. */
    private static final String END = "(\\s*+[\"”')]{0,2}+$|\\s++(?=[\"“]?[A-Z]))";

    private final Rule rules;

    Abbreviations() {
        List<Rule> steps = new ArrayList<>();
        steps.add(PatternRule.constant("\\b[eE]\\. ?g\\.,?", "for example"));
        steps.add(PatternRule.constant("\\b[iI]\\. ?e\\.,?", "that is"));
        steps.add(PatternRule.constant("\\bw/o\\b", "without"));
        steps.add(PatternRule.constant("\\bw/(?=\\s|\\w)\\s?", "with "));
        steps.add(PatternRule.constant("\\bvs\\b\\.?", "versus"));
        steps.add(new PatternRule("(?<![\\w.])(?i:(" + alternatives(NUMBERED) + "))\\. ?(?=\\d)",
                (match) -> numbered(match)));
        steps.add(new PatternRule("(?<![\\w.])(" + alternatives(TITLES) + ")\\.\\s?(?=[\\w\"'(]|$)",
                (match) -> TITLES.get(match.group(1)) + " "));
        steps.add(new PatternRule(
                "(?<![\\w.])(" + alternatives(Map.of("Mr", "", "Mrs", "", "Ms", "")) + ")(?= [A-Z]|, | and )",
                (match) -> TITLES.getOrDefault(match.group(1), "")));
        // before a name it is the person, behind one the street
        steps.add(PatternRule.constant("Dr\\.(?<=[A-Z][a-z]{1,20} Dr\\.)(?=\\s*+(?:$|[a-z,]))", "Drive"));
        steps.add(PatternRule.constant("(?<![\\w.])Dr\\b\\.?(?=\\s[A-Z])", "Doctor"));
        steps.add(PatternRule.constant("(?<=\\w )St\\.(\\s*+[\"”')]{0,2}+$)", "Street.$1"));
        steps.add(PatternRule.constant(
                "St\\.(?<=[A-Z][a-z]{1,20} St\\.|(?:st|nd|rd|th) St\\.)(?=\\s++" + Initials.STARTS + ")", "Street."));
        steps.add(PatternRule.constant("St\\.(?<=[A-Z][a-z]{1,20} St\\.)(?=[,;:?!]|\\s[a-z0-9])", "Street"));
        steps.add(PatternRule.constant("(?<![\\w.])St\\.? (?=[A-Z])", "Saint "));
        steps.add(new PatternRule("(?<![\\w.])(" + alternatives(WORDS) + ")\\." + END, (match) -> ending(match)));
        steps.add(new PatternRule("(?<![\\w.])(" + alternatives(WORDS) + ")\\.(?!\\w)",
                (match) -> WORDS.getOrDefault(match.group(1), "")));
        steps.add(PatternRule.constant("\\betc\\b", "et cetera"));
        steps.add(PatternRule.constant("(?<![\\w.])No\\.(?= ?\\d)", "Number"));
        this.rules = Rule.all(steps.toArray(Rule[]::new));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private static String ending(MatchResult match) {
        String word = WORDS.getOrDefault(match.group(1), "");
        // names go on behind a company's form, a month or a degree of kinship
        boolean goesOn = Character.isUpperCase(word.charAt(0)) && !match.group(2).isBlank();
        return word + (goesOn || match.group(2).isBlank() && match.group(2).length() > 0 ? "" : ".") + match.group(2);
    }

    private static String numbered(MatchResult match) {
        return NUMBERED.getOrDefault(match.group(1).toLowerCase(java.util.Locale.ROOT), match.group(1)) + " ";
    }

    private static String alternatives(Map<String, String> map) {
        return String.join("|", map.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList());
    }

}
