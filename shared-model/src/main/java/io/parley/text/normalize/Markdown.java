package io.parley.text.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of Markdown to prose: marks go, what is a block of its own ends like a sentence.
 */
final class Markdown implements Rule {

    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?:```|~~~).{0,200}");

    private static final Pattern RULER = Pattern.compile("\\s{0,3}(?:[-_*=] {0,3}){3,}+\\s*");

    private static final Pattern TABLE_RULER = Pattern.compile("\\s{0,3}\\|?[\\s:|-]*-[\\s:|-]*");

    private static final Pattern BLOCK = Pattern
        .compile("(?:\\s{0,3}>\\s?){0,5}(\\s*+(?:#{1,6}\\s+|[-*+]\\s+(?:\\[[ xX]\\]\\s)?|(?=\\d{1,3}[.)]\\s)))(.*)");

    private static final Pattern QUOTE = Pattern.compile("(?:\\s{0,3}>\\s?){1,5}+(?!\\s*\\d)(.*)");

    private final Rule inline = Rule.all(
            // images and links keep their text
            PatternRule.constant("!?\\[([^\\[\\]\\n]{0,1000}+)\\]\\([^()\\n]{0,2000}+\\)", "$1"),
            PatternRule.constant("\\[\\^[^\\[\\]\\n]{1,50}+\\]:?", ""),
            PatternRule.constant("\\[([^\\[\\]\\n]{1,1000}+)\\]\\[[^\\[\\]\\n]{0,200}+\\]", "$1"),
            PatternRule.constant("(?<![\\w*])\\*{1,3}(?=[^\\s*])", ""),
            PatternRule.constant("(?<=[^\\s*])\\*{1,3}(?![\\w*])", ""),
            PatternRule.constant("(?<!\\w)_{1,3}(?=[^\\s_])", ""),
            PatternRule.constant("(?<=[^\\s_])_{1,3}(?!\\w)", ""), PatternRule.constant("~~|`", ""));

    @Override
    public String apply(String text) {
        Prose prose = new Prose();
        boolean code = false;
        for (String line : text.split("\n", -1)) {
            if (FENCE.matcher(line).matches()) {
                code = !code;
            }
            else if (code) {
                prose.block(line);
            }
            else {
                line(line, prose);
            }
        }
        return prose.toString();
    }

    private void line(String line, Prose prose) {
        if (line.isBlank() || RULER.matcher(line).matches()) {
            prose.end();
            return;
        }
        String start = line.stripLeading();
        if (start.startsWith("|")) {
            if (!TABLE_RULER.matcher(line).matches()) {
                prose.block(this.inline.apply(cells(start)));
            }
            return;
        }
        Matcher block = BLOCK.matcher(line);
        if (block.matches()) {
            prose.block(this.inline.apply(block.group(2)));
            return;
        }
        Matcher quote = QUOTE.matcher(line);
        prose.line(this.inline.apply(quote.matches() ? quote.group(1) : line));
    }

    private static String cells(String row) {
        StringBuilder cells = new StringBuilder();
        for (String cell : row.split("\\|")) {
            if (!cell.isBlank()) {
                cells.append(cells.isEmpty() ? "" : ", ").append(cell.strip());
            }
        }
        return cells.toString();
    }

}
